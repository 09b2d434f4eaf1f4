package dev.orchestration.actions.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is sent.
 *
 * @param headers without those that the client writes itself
 * @param body null for none; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares requests
public record WireRequest(Target target, String method, Map<String, String> headers, byte @Nullable [] body) {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E]*");
    private static final Set<String> OURS = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "upgrade",
            "te",
            "trailer",
            "expect",
            "keep-alive");
    private static final Set<String> SECRET = Set.of("authorization", "cookie", "proxy-authorization");
    private static final Set<String> OF_THE_BODY = Set.of("content-type", "content-encoding", "content-language");

    /** Why a definition may not use this method, or null if it may. */
    public static @Nullable String methodFault(String method) {
        if (!TOKEN.matcher(method).matches()) {
            return "is no method of HTTP";
        }
        return method.equals("CONNECT") || method.equals("TRACE") ? "is not supported" : null;
    }

    /** Why a definition may not send this header, or null if it may. Never tells the value, which may be a secret. */
    public static @Nullable String headerFault(String name, String value) {
        if (!TOKEN.matcher(name).matches()) {
            return "is no name of a header";
        }
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            return "is written by the client itself";
        }
        return VALUE.matcher(value).matches() ? null : "has a value with a character that is not printable ASCII";
    }

    /** What is asked after a redirect: secrets go to no other origin, and what was not asked again has no body. */
    public WireRequest redirected(int status, Target next) {
        boolean asGet = (status == 303 && !method.equals("HEAD")) || (status < 303 && method.equals("POST"));
        Map<String, String> kept = new LinkedHashMap<>(headers);
        boolean elsewhere = !next.origin().equals(target.origin());
        kept.keySet().removeIf(name -> {
            String lower = name.toLowerCase(Locale.ROOT);
            return (elsewhere && SECRET.contains(lower)) || (asGet && OF_THE_BODY.contains(lower));
        });
        return new WireRequest(next, asGet ? "GET" : method, kept, asGet ? null : body);
    }

    /** With further headers, each of which replaces one of the same name. */
    public WireRequest with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new WireRequest(target, method, all, body);
    }

    /** Without the headers that {@code which} says, by name and value. */
    public WireRequest without(BiPredicate<String, String> which) {
        Map<String, String> kept = new LinkedHashMap<>(headers);
        kept.entrySet().removeIf(header -> which.test(header.getKey(), header.getValue()));
        return new WireRequest(target, method, kept, body);
    }

    byte[] head() {
        StringBuilder head = new StringBuilder(256);
        head.append(method).append(' ').append(target.resource()).append(" HTTP/1.1\r\n");
        line(head, "Host", target.hostHeader());
        headers.forEach((name, value) -> line(head, name, value));
        if (headers.keySet().stream().noneMatch("accept-encoding"::equalsIgnoreCase)) {
            line(head, "Accept-Encoding", "identity");
        }
        if (body != null || method.equals("POST") || method.equals("PUT") || method.equals("PATCH")) {
            line(head, "Content-Length", String.valueOf(body == null ? 0 : body.length));
        }
        line(head, "Connection", "close");
        return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
