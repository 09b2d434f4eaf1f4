package dev.orchestration.workflow.expression;

import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The workflow that the tests of this package speak of, and a moment of its life. */
final class Given {
    static final Names NAMES = new Names(
            List.of("fetch", "fetch-data", "a", "a.output", "Clean up!", "skipped", "later"),
            Map.of(
                    "day", Map.of("type", "string"),
                    "shards", Map.of("type", "integer"),
                    "ratio", Map.of("type", "number"),
                    "dry", Map.of("type", "boolean"),
                    "config", Map.of("type", "object"),
                    "tags", Map.of("type", "array"),
                    "my-param", Map.of("type", "string"),
                    "unset", Map.of("type", "string"),
                    "any", Map.of()));

    static final Map<String, Object> PARAMETERS = json("""
            {"day": "2026-01-31", "shards": 4, "ratio": 0.5, "dry": false, "config": {"depth": 3, "a.b": [1, 2]},
             "tags": ["x", "y"], "my-param": "mine", "any": null}""");

    static final Map<String, Object> OUTPUTS = json("""
            {"fetch": {"rows": 3, "ratio": 2.5, "ok": true, "none": null, "items": [{"name": "first"}, {"name": "second"}],
                       "a.b": "dotted", "word": "hello", "big": 9007199254740993},
             "fetch-data": {"rows": 7}, "a": {"x": 1, "output": {"x": 5}}, "a.output": {"x": 2},
             "Clean up!": "done", "skipped": null}""");

    static final Map<String, Object> CONTEXT = json("""
            {"report.rows": 12, "report": {"rows": 1, "title": "T"}, "flag": true, "plain": "text"}""");

    static final Map<String, Object> EXECUTION = json("""
            {"id": "e-1", "workflow": "nightly", "directory": "/tmp", "started_at": "2026-01-31T00:00:00.000000Z"}""");

    private Given() {}

    static Scope scope() {
        return scope("""
                {"rows": 3, "done": true}""");
    }

    static Scope scope(String output) {
        Map<String, JsonValue> context = new LinkedHashMap<>();
        CONTEXT.forEach((key, value) -> context.put(key, new JsonValue(value)));
        JsonValue result = new JsonValue(Json.read(output));
        return new Scope(PARAMETERS, OUTPUTS, context, EXECUTION, Map.of("HOME", "/home/me"), result);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> json(String text) {
        return (Map<String, Object>) Objects.requireNonNull(Json.read(text));
    }
}
