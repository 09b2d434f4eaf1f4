package dev.orchestration.workflow.build;

import dev.orchestration.resources.ResourceType;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One step, key by key as a file has it. Code of the host's own is registered as an action of the engine and named here, so
 * that the step can go on after a restart. Not thread-safe.
 */
public final class StepBuilder extends ActionBuilder<StepBuilder> {
    StepBuilder(String name) {
        keys().put("name", name);
    }

    @Override
    StepBuilder self() {
        return this;
    }

    private StepBuilder set(String key, Object value) {
        return json(key, value);
    }

    private StepBuilder set(String key, Duration value) {
        keys().put(key, value);
        return this;
    }

    private StepBuilder set(String key, Enum<?> value) {
        keys().put(key, value);
        return this;
    }

    /** Adds steps that must have ended before. */
    public StepBuilder dependsOn(String... steps) {
        keys().addAll("dependencies", Arrays.asList(steps));
        return this;
    }

    /** A condition in CEL; where it is false the step is skipped. */
    public StepBuilder runIf(String condition) {
        return set("run_if", condition);
    }

    /** What must have become of the steps that it depends on. */
    public StepBuilder runOn(RunOn rule) {
        return set("run_on", rule);
    }

    /** Whether its failure fails the workflow. */
    public StepBuilder required(boolean yes) {
        return set("required", yes);
    }

    /** How long an attempt may go without a sign of life. */
    public StepBuilder heartbeatTimeout(Duration limit) {
        return set("heartbeat_timeout", limit);
    }

    /** How urgent it is. */
    public StepBuilder priority(TaskPriority urgency) {
        return set("priority", urgency);
    }

    /** Adds an amount of this very resource, held while it runs. */
    public StepBuilder resource(String id, double amount) {
        return request("resource_id", id, amount);
    }

    /** Adds an amount of any one resource of this type, held while it runs. */
    public StepBuilder resource(ResourceType type, double amount) {
        return request("resource_type", type.wire(), amount);
    }

    private StepBuilder request(String key, String what, double amount) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put(key, what);
        request.put("amount", WorkflowBuilder.amount(amount));
        keys().add("resources", request);
        return this;
    }

    /** What must hold after the action. */
    public StepBuilder success(Consumer<SuccessBuilder> criteria) {
        SuccessBuilder success = new SuccessBuilder();
        criteria.accept(success);
        return set("success", success.keys().json());
    }

    /** One task for each element of the list that this template gives. */
    public StepBuilder forEach(String template) {
        return set("for_each", template);
    }

    /** One task for each of these elements. */
    public StepBuilder forEach(List<?> elements) {
        return set("for_each", elements);
    }

    /** As {@link #forEach(String)}, in the way that {@code how} says. */
    public StepBuilder forEach(String template, Consumer<EachBuilder> how) {
        return each(new EachBuilder(template), how);
    }

    /** As {@link #forEach(List)}, in the way that {@code how} says. */
    public StepBuilder forEach(List<?> elements, Consumer<EachBuilder> how) {
        return each(new EachBuilder(elements), how);
    }

    private StepBuilder each(EachBuilder each, Consumer<EachBuilder> how) {
        how.accept(each);
        return set("for_each", each.keys().json());
    }

    /** Again and again until this condition in CEL holds. */
    public StepBuilder until(String condition) {
        return set("until", condition);
    }

    /** As {@link #until(String)}, in the way that {@code how} says. */
    public StepBuilder until(String condition, Consumer<UntilBuilder> how) {
        UntilBuilder until = new UntilBuilder(condition);
        how.accept(until);
        return set("until", until.keys().json());
    }

    /** Its output is kept, and used again where nothing differs on which it depends. */
    public StepBuilder cache(Consumer<CacheBuilder> what) {
        CacheBuilder cache = new CacheBuilder();
        what.accept(cache);
        return set("cache", cache.keys().json());
    }

    /** What follows when the process dies while it runs. */
    public StepBuilder onInterrupt(OnInterrupt rule) {
        return set("on_interrupt", rule);
    }

    /** What undoes it when a later step fails the workflow. */
    public StepBuilder compensate(Consumer<CompensationBuilder> what) {
        CompensationBuilder compensation = new CompensationBuilder();
        what.accept(compensation);
        return set("compensate", compensation.keys().json());
    }

    /** How long it takes, where no earlier run tells. */
    public StepBuilder estimate(Duration expected) {
        return set("estimate", expected);
    }

    /** Writes a key of the context when it has completed; texts of the value may hold templates. */
    public StepBuilder sets(String contextKey, @Nullable Object value) {
        keys().put("sets", contextKey, value);
        return this;
    }

    /** Whatever shall stand there; the engine never reads it. */
    public StepBuilder metadata(Map<String, ?> json) {
        return set("metadata", json);
    }
}
