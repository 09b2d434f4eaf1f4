package dev.orchestration.tasks.decide;

import dev.orchestration.state.event.Event;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link Event.WaitOpened#terms()} of waits for somebody say. Pure. */
public final class WaitTerms {
    static final String FILTER = "filter";
    static final String APPROVERS = "approvers";
    static final String ON_DEADLINE = "on_deadline";
    static final String APPROVE = "approve";
    static final String REJECT = "reject";

    private WaitTerms() {}

    /** Of a signal that must bring what the filter has, and may bring more. */
    static Map<String, Object> signal(@Nullable Object filter) {
        return filter == null ? Map.of() : Map.of(FILTER, filter);
    }

    /** @param onDeadline null where the step fails then */
    static Map<String, Object> approval(List<String> approvers, @Nullable String onDeadline) {
        Map<String, Object> terms = new LinkedHashMap<>();
        if (!approvers.isEmpty()) {
            terms.put(APPROVERS, approvers);
        }
        if (onDeadline != null) {
            terms.put(ON_DEADLINE, onDeadline);
        }
        return terms;
    }

    /** The same where something else ends the wait before its deadline. */
    static Map<String, Object> withoutDeadline(Map<String, Object> terms) {
        Map<String, Object> left = new LinkedHashMap<>(terms);
        left.remove(ON_DEADLINE);
        return left;
    }

    /** Who may answer; empty for anybody. */
    public static List<String> approvers(Event.WaitOpened wait) {
        return wait.terms().get(APPROVERS) instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** What a signal must bring, null for anything. */
    public static @Nullable Object filter(Event.WaitOpened wait) {
        return wait.terms().get(FILTER);
    }

    static boolean isOnDeadline(Event.WaitOpened wait, String what) {
        return what.equals(wait.terms().get(ON_DEADLINE));
    }

    /** Whether a signal with this payload ends the wait. */
    static boolean fits(Event.WaitOpened wait, @Nullable Object payload) {
        Object filter = filter(wait);
        return filter == null || has(payload, filter);
    }

    /** Objects may have more fields than asked for, at any depth; numbers are the same if they are as large. */
    private static boolean has(@Nullable Object value, @Nullable Object asked) {
        if (asked instanceof Map<?, ?> fields) {
            return value instanceof Map<?, ?> map
                    && fields.entrySet().stream()
                            .allMatch(field -> map.containsKey(field.getKey())
                                    && has(map.get(field.getKey()), field.getValue()));
        }
        if (asked instanceof Number a && value instanceof Number b) {
            return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0;
        }
        return asked == null ? value == null : asked.equals(value);
    }
}
