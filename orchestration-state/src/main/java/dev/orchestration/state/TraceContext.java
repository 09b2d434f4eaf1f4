package dev.orchestration.state;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A span of a trace as W3C Trace Context names it ({@code traceparent}, {@code tracestate}). What belongs to one execution is
 * derived from its id, so the same span has the same name in every process, and nothing need be recorded for it. Immutable.
 *
 * @param traceId 32 hexadecimal digits, not all zero
 * @param spanId 16 hexadecimal digits, not all zero
 * @param flags two hexadecimal digits
 * @param state {@code tracestate} as it came, null for none
 */
public record TraceContext(
        String traceId,
        String spanId,
        String flags,
        @Nullable String state) {
    /** The environment variable and, in lower case, the header that holds it. */
    public static final String VARIABLE = "TRACEPARENT";

    /** The environment variable and, in lower case, the header that holds {@link #state()}. */
    public static final String STATE_VARIABLE = "TRACESTATE";

    private static final String VERSION = "00";
    private static final String RECORDED = "01";
    private static final int MAX_STATE = 512;
    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final Pattern STATE = Pattern.compile("[a-z0-9][a-z0-9_*/@-]*=[\\x21-\\x2b\\x2d-\\x3c\\x3e-\\x7e ]+"
            + "(?:[ \t]*,[ \t]*[a-z0-9][a-z0-9_*/@-]*=[\\x21-\\x2b\\x2d-\\x3c\\x3e-\\x7e ]+)*");

    /**
     * Reads what came from outside.
     *
     * @param tracestate null for none; one that is malformed is left out, as the convention wants it
     * @throws IllegalArgumentException saying what a {@code traceparent} looks like, if it is none
     */
    public static TraceContext parse(String traceparent, @Nullable String tracestate) {
        String text = traceparent.strip();
        Matcher form = FORM.matcher(text);
        boolean sound = form.matches()
                && !form.group(1).equals("ff")
                && (form.group(5) == null || !form.group(1).equals(VERSION))
                && !isZero(form.group(2))
                && !isZero(form.group(3));
        if (!sound) {
            throw new IllegalArgumentException(Quoted.of(text)
                    + " is no traceparent, which is written 00-TRACE-SPAN-FLAGS in lower-case hexadecimal with 2, 32, 16"
                    + " and 2 digits, the second and third not all zero");
        }
        return new TraceContext(form.group(2), form.group(3), form.group(4), checked(tracestate));
    }

    /** A trace of its own, whose first span is {@code what} itself. */
    public static TraceContext of(String what) {
        String traceId = hash("trace " + what, 32);
        return new TraceContext(traceId, span(what), RECORDED, null);
    }

    /** Another span of the same trace. */
    public TraceContext child(String what) {
        return new TraceContext(traceId, span(what), flags, state);
    }

    private static String span(String what) {
        return hash("span " + what, 16);
    }

    private static String hash(String what, int digits) {
        String hex = Digests.sha256(what.getBytes(StandardCharsets.UTF_8)).substring(Digests.PREFIX.length());
        String id = hex.substring(0, digits);
        return isZero(id) ? id.substring(1) + "1" : id;
    }

    private static boolean isZero(String id) {
        return id.chars().allMatch(c -> c == '0');
    }

    private static @Nullable String checked(@Nullable String tracestate) {
        String text = tracestate == null ? "" : tracestate.strip();
        return text.length() <= MAX_STATE && STATE.matcher(text).matches() ? text : null;
    }

    /** As headers and variables hold it. */
    public String traceparent() {
        return VERSION + "-" + traceId + "-" + spanId + "-" + flags;
    }

    /** What a child process gets. */
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(VARIABLE, traceparent());
        String own = state;
        if (own != null) {
            variables.put(STATE_VARIABLE, own);
        }
        return variables;
    }

    @Override
    public String toString() {
        return traceparent();
    }
}
