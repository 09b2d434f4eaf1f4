package dev.orchestration.actions;

import dev.orchestration.actions.wire.Target;
import dev.orchestration.actions.wire.WireRequest;
import dev.orchestration.state.Json;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.Durations;
import dev.orchestration.tasks.action.Parameters;
import dev.orchestration.tasks.action.PayloadLimit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a step wants of {@code http.request}.
 *
 * @param expect statuses that mean success, as {@code 204} or {@code 2xx}
 * @param redirects how many are followed
 * @param maxBytes of the body of the answer
 */
record HttpOrder(WireRequest request, List<String> expect, Duration timeout, long redirects, long maxBytes) {
    private static final long MAX_REDIRECTS = 20;
    private static final long DEFAULT_MAX_BYTES = 10L << 20;
    private static final Pattern EXPECTED = Pattern.compile("[1-5](?:xx|XX|[0-9]{2})");

    static HttpOrder of(Parameters parameters) throws ActionFailedException {
        String method = parameters.text("method", "GET").toUpperCase(Locale.ROOT);
        String fault = WireRequest.methodFault(method);
        if (fault != null) {
            throw Parameters.bad("the parameter 'method' " + fault);
        }
        Map<String, String> headers = headers(parameters);
        byte[] body = body(parameters, headers);
        Target target = Target.parse(parameters.text("url")).withQuery(query(parameters));
        return new HttpOrder(
                new WireRequest(target, method, headers, body),
                expect(parameters),
                timeout(parameters, Duration.ofSeconds(60)),
                parameters.whole("redirects", 0, MAX_REDIRECTS, 5),
                parameters.whole("max_bytes", 1, PayloadLimit.MAX_OUTPUT, DEFAULT_MAX_BYTES));
    }

    static Duration timeout(Parameters parameters, Duration otherwise) throws ActionFailedException {
        Object given = parameters.values().get("timeout");
        try {
            Duration timeout = given == null ? otherwise : Durations.parse(given);
            if (timeout.isZero()) {
                throw Parameters.bad("the parameter 'timeout' must be more than nothing");
            }
            return timeout;
        } catch (IllegalArgumentException e) {
            throw Parameters.bad("the parameter 'timeout': " + e.getMessage());
        }
    }

    private static Map<String, String> headers(Parameters parameters) throws ActionFailedException {
        Map<String, String> headers = new LinkedHashMap<>(parameters.textMap("headers"));
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String fault = WireRequest.headerFault(header.getKey(), header.getValue());
            if (fault != null) {
                throw Parameters.bad("the header '" + header.getKey() + "' " + fault);
            }
        }
        return headers;
    }

    private static byte @Nullable [] body(Parameters parameters, Map<String, String> headers)
            throws ActionFailedException {
        String text = parameters.textOrNull("body");
        boolean json = parameters.values().containsKey("json");
        if (text != null && json) {
            throw Parameters.bad("one of the parameters 'json' and 'body' is too many");
        }
        if (text == null && !json) {
            return null;
        }
        boolean typed = headers.keySet().stream().anyMatch("content-type"::equalsIgnoreCase);
        if (!typed) {
            headers.put("Content-Type", json ? "application/json" : "text/plain; charset=utf-8");
        }
        String sent = text == null ? Json.write(parameters.values().get("json")) : text;
        return sent.getBytes(StandardCharsets.UTF_8);
    }

    private static String query(Parameters parameters) throws ActionFailedException {
        return parameters.textMap("query").entrySet().stream()
                .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static List<String> expect(Parameters parameters) throws ActionFailedException {
        if (parameters.values().get("expect") == null) {
            return List.of("2xx");
        }
        List<String> expect = parameters.texts("expect");
        for (String each : expect) {
            if (!EXPECTED.matcher(each).matches()) {
                throw Parameters.bad("the parameter 'expect' holds '" + each + "'; write statuses as 204 or 2xx");
            }
        }
        return expect;
    }

    boolean expects(int status) {
        String text = String.valueOf(status);
        String family = text.charAt(0) + "xx";
        return expect.stream().anyMatch(each -> each.equals(text) || each.equalsIgnoreCase(family));
    }
}
