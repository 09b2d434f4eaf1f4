package dev.orchestration.workflow.build;

import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Wire;
import dev.orchestration.tasks.OnConflict;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.action.Durations;
import dev.orchestration.workflow.definition.OnFailure;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Drives the builder, key by key, to what a definition says. */
final class Rebuilt {
    /** Which keys were driven, as {@code step.retry.max}. */
    final Set<String> driven = new LinkedHashSet<>();

    private final boolean spelling;

    /** @param spelling whether a value that the builder would write in another way is given as it is written */
    Rebuilt(boolean spelling) {
        this.spelling = spelling;
    }

    WorkflowBuilder workflow(Map<String, Object> json) {
        WorkflowBuilder builder = Workflow.define(text(json.get("name")));
        json.forEach((key, value) -> {
            driven.add(key);
            switch (key) {
                case "name" -> {}
                case "description" -> builder.description(text(value));
                case "version" -> builder.version(text(value));
                case "parameters" -> map(value).forEach((name, schema) -> builder.parameter(name, map(schema)));
                case "mode" -> builder.mode(one(OrchestrationMode.class, value));
                case "concurrency" ->
                    builder.concurrency(c -> each("concurrency", value, (name, it) -> {
                        switch (name) {
                            case "key" -> c.key(text(it));
                            case "limit" -> c.limit(whole(it));
                            case "on_conflict" -> c.onConflict(one(OnConflict.class, it));
                            default -> throw new AssertionError(name);
                        }
                    }));
                case "max_parallel" -> builder.maxParallel(whole(value));
                case "timeout" -> builder.timeout(duration(value));
                case "defaults" ->
                    builder.defaults(d -> each("defaults", value, (name, it) -> {
                        switch (name) {
                            case "timeout" -> d.timeout(duration(it));
                            case "max_retries" -> d.maxRetries(whole(it));
                            case "retry" -> d.retry(r -> retry(r, it));
                            case "priority" -> d.priority(one(TaskPriority.class, it));
                            default -> throw new AssertionError(name);
                        }
                        keep(d.keys(), name, it);
                    }));
                case "resources" -> {
                    for (Object item : list(value)) {
                        Map<String, Object> resource = map(item);
                        builder.resource(
                                text(resource.get("id")),
                                one(ResourceType.class, resource.getOrDefault("type", "custom")),
                                number(resource.getOrDefault("capacity", 1)));
                    }
                }
                case "on_failure" -> builder.onFailure(one(OnFailure.class, value));
                case "steps" ->
                    list(value).forEach(step -> builder.step(text(map(step).get("name")), s -> step(s, map(step))));
                case "finally" ->
                    list(value).forEach(step -> builder.lastly(text(map(step).get("name")), s -> step(s, map(step))));
                case "metadata" -> builder.metadata(map(value));
                default -> throw new AssertionError(key + " has no method");
            }
            if (spelling && Set.of("version", "timeout", "resources").contains(key)) {
                builder.json(key, value);
            }
        });
        return builder;
    }

    private void step(StepBuilder s, Map<String, Object> json) {
        json.forEach((key, value) -> {
            driven.add("step." + key);
            switch (key) {
                case "name" -> {}
                case "module" -> s.action(text(value), text(json.get("action")));
                case "action" -> {
                    if (!json.containsKey("module")) {
                        s.action(text(value));
                    }
                }
                case "parameters" -> {
                    s.parameters(Map.of());
                    map(value).forEach(s::with);
                }
                case "dependencies" -> s.dependsOn(texts(value));
                case "depends_on" -> {
                    if (spelling) {
                        s.json(key, value);
                    } else {
                        s.dependsOn(texts(value));
                    }
                }
                case "run_if" -> s.runIf(text(value));
                case "required" -> s.required((Boolean) value);
                case "timeout" -> s.timeout(duration(value));
                case "heartbeat_timeout" -> s.heartbeatTimeout(duration(value));
                case "max_retries" -> s.maxRetries(whole(value));
                case "retry" -> s.retry(r -> retry(r, value));
                case "priority" -> s.priority(one(TaskPriority.class, value));
                case "resources" -> list(value).forEach(item -> request(s, map(item)));
                case "run_on" -> s.runOn(one(RunOn.class, value));
                case "success" -> s.success(c -> success(c, value));
                case "sets" -> map(value).forEach(s::sets);
                case "on_interrupt" -> s.onInterrupt(one(OnInterrupt.class, value));
                case "estimate" -> s.estimate(duration(value));
                case "cache" -> s.cache(c -> cache(c, value));
                case "for_each" -> forEach(s, value);
                case "until" -> until(s, value);
                case "compensate" -> s.compensate(c -> compensate(c, map(value)));
                case "metadata" -> s.metadata(map(value));
                default -> throw new AssertionError("step." + key + " has no method");
            }
            keep(s.keys(), key, value);
        });
    }

    private void compensate(CompensationBuilder c, Map<String, Object> json) {
        each("step.compensate", json, (key, value) -> {
            switch (key) {
                case "module" -> c.action(text(value), text(json.get("action")));
                case "action" -> {
                    if (!json.containsKey("module")) {
                        c.action(text(value));
                    }
                }
                case "parameters" -> c.parameters(map(value));
                case "timeout" -> c.timeout(duration(value));
                case "max_retries" -> c.maxRetries(whole(value));
                case "retry" -> c.retry(r -> retry(r, value));
                default -> throw new AssertionError(key);
            }
            keep(c.keys(), key, value);
        });
    }

    private void forEach(StepBuilder s, Object value) {
        if (value instanceof String template) {
            s.forEach(template);
        } else if (value instanceof List<?> items) {
            s.forEach(items);
        } else {
            Object items = map(value).get("items");
            if (items instanceof String template) {
                s.forEach(template, e -> each(e, value));
            } else {
                s.forEach(list(items), e -> each(e, value));
            }
        }
    }

    private void each(EachBuilder e, Object value) {
        each("step.for_each", value, (name, it) -> {
            switch (name) {
                case "items" -> {}
                case "max_parallel" -> e.maxParallel(whole(it));
                case "fail_fast" -> e.failFast((Boolean) it);
                default -> throw new AssertionError(name);
            }
        });
    }

    private void until(StepBuilder s, Object value) {
        if (!(value instanceof Map<?, ?>)) {
            s.until(text(value));
            return;
        }
        s.until(
                text(map(value).get("condition")),
                u -> each("step.until", value, (name, it) -> {
                    switch (name) {
                        case "condition" -> {}
                        case "interval" -> u.interval(duration(it));
                        case "max_iterations" -> u.maxIterations(whole(it));
                        default -> throw new AssertionError(name);
                    }
                    keep(u.keys(), name, it);
                }));
    }

    private void success(SuccessBuilder c, Object value) {
        each("step.success", value, (name, it) -> {
            switch (name) {
                case "files_exist" -> c.filesExist(texts(it));
                case "ctx_has_keys" -> c.contextHasKeys(texts(it));
                case "exit_code" ->
                    c.exitCode(list(it).stream().mapToLong(n -> (Long) n).toArray());
                case "output_schema" -> c.outputSchema(map(it));
                case "expression" -> c.expression(text(it));
                default -> throw new AssertionError(name);
            }
        });
    }

    private void cache(CacheBuilder c, Object value) {
        each("step.cache", value, (name, it) -> {
            switch (name) {
                case "key" -> c.key(list(it).toArray());
                case "files" -> c.files(texts(it));
                case "ttl" -> c.ttl(duration(it));
                default -> throw new AssertionError(name);
            }
            keep(c.keys(), name, it);
        });
    }

    private void retry(RetryBuilder r, Object value) {
        each("retry", value, (name, it) -> {
            switch (name) {
                case "max_retries" -> r.maxRetries(whole(it));
                case "initial" -> r.initial(duration(it));
                case "multiplier" -> r.multiplier(number(it));
                case "max" -> r.max(duration(it));
                case "jitter" -> r.jitter(number(it));
                case "on" ->
                    r.on(list(it).stream()
                            .map(kind -> one(ErrorKind.class, kind))
                            .toArray(ErrorKind[]::new));
                default -> throw new AssertionError(name);
            }
            keep(r.keys(), name, it);
        });
    }

    private static void request(StepBuilder s, Map<String, Object> json) {
        double amount = number(json.getOrDefault("amount", 1));
        if (json.get("resource_id") instanceof String id) {
            s.resource(id, amount);
        } else {
            s.resource(one(ResourceType.class, json.get("resource_type")), amount);
        }
    }

    /** Gives the value as it is written, if that is wanted, and if it is not written so already. */
    private void keep(Keys keys, String key, Object value) {
        if (spelling
                && keys.json().containsKey(key)
                && !value.equals(keys.json().get(key))) {
            keys.put(key, value);
        }
    }

    private interface Drive {
        void drive(String key, Object value);
    }

    private void each(String where, Object json, Drive drive) {
        map(json).forEach((key, value) -> {
            driven.add(where + "." + key);
            drive.drive(key, value);
        });
    }

    private static String text(Object value) {
        return String.valueOf(value);
    }

    private static int whole(Object value) {
        return ((Number) value).intValue();
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static Duration duration(Object value) {
        return Durations.parse(value);
    }

    private static <E extends Enum<E>> E one(Class<E> type, Object value) {
        return Wire.parse(type, text(value));
    }

    private static String[] texts(Object value) {
        return list(value).stream().map(String::valueOf).toArray(String[]::new);
    }

    private static List<?> list(Object value) {
        return (List<?>) value;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
