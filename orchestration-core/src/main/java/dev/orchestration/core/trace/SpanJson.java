package dev.orchestration.core.trace;

import dev.orchestration.state.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spans as OTLP/HTTP takes them in JSON. Stateless. */
public final class SpanJson {
    private static final long INTERNAL = 1;
    private static final long FAILED = 2;

    private SpanJson() {}

    /** @param service by which name whoever collects them knows this program */
    public static String of(List<Span> spans, String service) {
        Map<String, Object> scope = Map.of("name", "dev.orchestration");
        Map<String, Object> scoped = object(
                "scope", scope, "spans", spans.stream().map(SpanJson::of).toList());
        Map<String, Object> resource = Map.of("attributes", attributes(Map.of("service.name", service)));
        return Json.write(
                Map.of("resourceSpans", List.of(object("resource", resource, "scopeSpans", List.of(scoped)))));
    }

    private static Map<String, Object> of(Span span) {
        Map<String, Object> json = object("traceId", span.context().traceId(), "spanId", span.context().spanId());
        if (span.context().state() != null) {
            json.put("traceState", span.context().state());
        }
        if (span.parent() != null) {
            json.put("parentSpanId", span.parent());
        }
        json.put("name", span.name());
        json.put("kind", INTERNAL);
        json.put("startTimeUnixNano", span.start() + "000");
        json.put("endTimeUnixNano", span.end() + "000");
        json.put("attributes", attributes(span.attributes()));
        String failure = span.failure();
        json.put("status", failure == null ? Map.of() : object("code", FAILED, "message", failure));
        return json;
    }

    private static List<Object> attributes(Map<String, Object> attributes) {
        List<Object> all = new ArrayList<>();
        attributes.forEach((name, value) -> all.add(object(
                "key",
                name,
                "value",
                value instanceof Long number
                        ? Map.of("intValue", String.valueOf(number))
                        : Map.of("stringValue", String.valueOf(value)))));
        return all;
    }

    private static Map<String, Object> object(String key, Object value, String other, Object otherValue) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(key, value);
        object.put(other, otherValue);
        return object;
    }
}
