package dev.orchestration.tasks;

import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Json;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.Wire;
import dev.orchestration.tasks.action.ActionName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form in which a task is recorded. All that decides how the task goes is written, defaults too, so that a later
 * version with other defaults reads the same task; what is empty is left out. Durations are ISO-8601 text.
 */
public final class TaskJson {
    private final Map<?, ?> json;

    private TaskJson(Map<?, ?> json) {
        this.json = json;
    }

    /**
     * The task as immutable JSON.
     *
     * @throws dev.orchestration.state.OrchestrationException ({@code NOT_JSON}) if it is nested too deeply
     */
    public static Map<String, Object> write(Task task) {
        Map<String, Object> json = new LinkedHashMap<>();
        task.taskId().ifPresent(id -> json.put("id", id.value()));
        json.put("name", task.name());
        json.put("module", task.action().module());
        json.put("action", task.action().action());
        unlessEmpty(json, "parameters", task.parameters());
        json.put("priority", task.priority().wire());
        unlessEmpty(
                json,
                "dependencies",
                task.dependencies().stream().map(TaskId::value).toList());
        unlessEmpty(json, "resources", resources(task));
        unlessAbsent(json, "timeout", task.timeout());
        unlessAbsent(json, "heartbeat_timeout", task.heartbeatTimeout());
        json.put("retry", retry(task.retry()));
        json.put("on_interrupt", task.onInterrupt().wire());
        unlessAbsent(json, "estimate", task.estimate());
        unlessEmpty(json, "metadata", task.metadata());
        return Json.freezeMap(json, "task " + task.name());
    }

    private static void unlessEmpty(Map<String, Object> json, String key, Map<String, Object> value) {
        if (!value.isEmpty()) {
            json.put(key, value);
        }
    }

    private static void unlessEmpty(Map<String, Object> json, String key, List<?> value) {
        if (!value.isEmpty()) {
            json.put(key, value);
        }
    }

    private static void unlessAbsent(Map<String, Object> json, String key, @Nullable Duration value) {
        if (value != null) {
            json.put(key, value.toString());
        }
    }

    private static List<Map<String, Object>> resources(Task task) {
        List<Map<String, Object>> all = new ArrayList<>();
        task.resources()
                .forEach(each -> all.add(Map.of("resource_id", each.resource().value(), "amount", each.amount())));
        task.resourcesByType()
                .forEach(each -> all.add(Map.of("resource_type", each.type().wire(), "amount", each.amount())));
        return all;
    }

    private static Map<String, Object> retry(RetryPolicy retry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("max_retries", retry.maxRetries());
        json.put("initial", retry.initial().toString());
        json.put("multiplier", retry.multiplier());
        json.put("max", retry.max().toString());
        json.put("jitter", retry.jitter());
        json.put("on", retry.on().stream().sorted().map(ErrorKind::wire).toList());
        return json;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if {@code json} is no task
     */
    public static Task read(Map<String, Object> json) {
        return new TaskJson(json).task();
    }

    private Task task() {
        TaskJson retry = new TaskJson(map("retry"));
        return new Task(
                json.get("id") == null ? null : new TaskId(text("id")),
                text("name"),
                new ActionName(text("module"), text("action")),
                map("parameters"),
                Wire.parse(TaskPriority.class, text("priority")),
                list("dependencies", each -> new TaskId(String.valueOf(each))),
                requests("resource_id", (id, amount) -> new ResourceRequest(new ResourceId(id), amount)),
                requests(
                        "resource_type",
                        (type, amount) -> new ResourceTypeRequest(Wire.parse(ResourceType.class, type), amount)),
                duration("timeout"),
                duration("heartbeat_timeout"),
                retry.policy(),
                Wire.parse(OnInterrupt.class, text("on_interrupt")),
                duration("estimate"),
                map("metadata"));
    }

    private RetryPolicy policy() {
        Set<ErrorKind> on = EnumSet.noneOf(ErrorKind.class);
        on.addAll(list("on", each -> ErrorKind.of(String.valueOf(each))));
        return new RetryPolicy(
                (int) number("max_retries"),
                Duration.parse(text("initial")),
                number("multiplier"),
                Duration.parse(text("max")),
                number("jitter"),
                on);
    }

    /** Makes a request of what it names and how much. */
    private interface RequestMaker<T> {
        T make(String what, double amount);
    }

    private <T> List<T> requests(String key, RequestMaker<T> maker) {
        List<T> requests = new ArrayList<>();
        for (TaskJson each : list("resources", element -> new TaskJson((Map<?, ?>) element))) {
            if (each.json.containsKey(key)) {
                requests.add(maker.make(each.text(key), each.number("amount")));
            }
        }
        return requests;
    }

    private <T> List<T> list(String key, Function<Object, T> reader) {
        List<T> values = new ArrayList<>();
        if (json.get(key) instanceof List<?> list) {
            list.forEach(element -> values.add(reader.apply(element)));
        }
        return values;
    }

    @SuppressWarnings("unchecked") // the keys of a JSON object are texts
    private Map<String, Object> map(String key) {
        return json.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private @Nullable Duration duration(String key) {
        return json.get(key) == null ? null : Duration.parse(text(key));
    }

    private String text(String key) {
        if (json.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("a recorded task has no text '" + key + "'");
    }

    private double number(String key) {
        if (json.get(key) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("a recorded task has no number '" + key + "'");
    }
}
