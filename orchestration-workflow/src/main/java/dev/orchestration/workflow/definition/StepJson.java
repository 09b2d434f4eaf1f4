package dev.orchestration.workflow.definition;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Json;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.Repetition;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.ResourceTypeRequest;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a step as a definition has it, so that {@link WorkflowReader} reads the same step again, all defaults said; only the
 * priority of a compensation cannot be, as it is that of the definition's defaults. What is as usual is left out. Not
 * thread-safe.
 */
final class StepJson {
    private final Map<String, Object> map = new LinkedHashMap<>();

    private StepJson() {}

    /** The step with all that it says, and the dependencies that its templates imply. */
    static Map<String, Object> of(WorkflowStep step) {
        StepJson json = new StepJson();
        TaskSpec task = step.task();
        json.map.put("name", step.name());
        json.action(task);
        json.unless(List.of(), "dependencies", List.copyOf(step.dependencies()));
        json.put("run_if", step.runIf());
        json.unless(true, "required", task.required());
        json.retry(task.retry());
        json.duration("heartbeat_timeout", task.heartbeatTimeout());
        json.unless(TaskPriority.NORMAL.wire(), "priority", task.priority().wire());
        json.resources(task);
        json.unless(RunOn.SUCCESS.wire(), "run_on", task.runOn().wire());
        json.unless(Map.of(), "success", success(step.success()));
        json.unless(Map.of(), "sets", step.sets());
        json.unless(OnInterrupt.RERUN.wire(), "on_interrupt", task.onInterrupt().wire());
        json.duration("estimate", task.estimate());
        json.cache(step.cache());
        json.repeats(step.repeats());
        json.put("compensate", step.compensate() == null ? null : compensation(step.compensate()));
        return json.map;
    }

    private static Map<String, Object> compensation(WorkflowStep undoing) {
        StepJson json = new StepJson();
        json.action(undoing.task());
        json.retry(undoing.task().retry());
        return json.map;
    }

    private void put(String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private void unless(Object usual, String key, Object value) {
        if (!value.equals(usual)) {
            map.put(key, value);
        }
    }

    private void duration(String key, @Nullable Duration duration) {
        put(key, duration == null ? null : duration.toString());
    }

    private void action(TaskSpec task) {
        map.put("module", task.action().module());
        map.put("action", task.action().action());
        unless(Map.of(), "parameters", task.parameters());
        duration("timeout", task.timeout());
    }

    private void retry(RetryPolicy policy) {
        unless(0, "max_retries", policy.maxRetries());
        if (!policy.equals(RetryPolicy.of(policy.maxRetries()))) {
            Map<String, Object> retry = new LinkedHashMap<>();
            retry.put("initial", policy.initial().toString());
            retry.put("multiplier", policy.multiplier());
            retry.put("max", policy.max().toString());
            retry.put("jitter", policy.jitter());
            retry.put("on", policy.on().stream().map(ErrorKind::wire).sorted().toList());
            map.put("retry", retry);
        }
    }

    private void resources(TaskSpec task) {
        List<Object> requests = new ArrayList<>();
        for (ResourceRequest named : task.resources()) {
            requests.add(Map.of("resource_id", named.resource().value(), "amount", named.amount()));
        }
        for (ResourceTypeRequest any : task.resourcesByType()) {
            requests.add(Map.of("resource_type", any.type().wire(), "amount", any.amount()));
        }
        unless(List.of(), "resources", requests);
    }

    private static Map<String, Object> success(SuccessCriteria criteria) {
        StepJson json = new StepJson();
        json.unless(List.of(), "files_exist", criteria.filesExist());
        json.unless(List.of(), "ctx_has_keys", criteria.contextHasKeys());
        json.unless(List.of(), "exit_code", criteria.exitCodes());
        json.put("output_schema", criteria.outputSchema());
        json.put("expression", criteria.expression());
        return json.map;
    }

    private void cache(@Nullable StepCache cache) {
        if (cache != null) {
            StepJson json = new StepJson();
            json.unless(List.of(), "key", cache.key());
            json.unless(List.of(), "files", cache.files());
            json.duration("ttl", cache.ttl());
            map.put("cache", json.map);
        }
    }

    private void repeats(Repeats repeats) {
        Repetition repetition = repeats.repetition();
        Repetition.Each each = repetition == null ? null : repetition.each();
        Repetition.Until until = repetition == null ? null : repetition.until();
        if (each != null) {
            Map<String, Object> items = new LinkedHashMap<>();
            Json.putNullable(items, "items", repeats.items());
            items.put("max_parallel", each.maxParallel());
            items.put("fail_fast", each.failFast());
            map.put("for_each", items);
        }
        if (until != null) {
            Map<String, Object> loop = new LinkedHashMap<>();
            Json.putNullable(loop, "condition", repeats.until());
            loop.put("interval", until.interval().toString());
            loop.put("max_iterations", until.maxIterations());
            map.put("until", loop);
        }
    }
}
