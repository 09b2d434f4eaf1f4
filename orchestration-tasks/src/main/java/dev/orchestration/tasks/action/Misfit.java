package dev.orchestration.tasks.action;

import dev.orchestration.state.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sentence that a parameter does not fit. */
final class Misfit {
    private static final int SHOWN = 80;

    private Misfit() {}

    static String sentence(String place, String wanted, @Nullable Object value) {
        return "the parameter '" + place + "' must be " + wanted + ", but is " + shown(value);
    }

    /** Whole and as it is, or not at all: a secret that is cut or escaped is not known again where secrets are masked. */
    private static String shown(@Nullable Object value) {
        String shown = Json.write(value);
        return shown.length() > SHOWN || shown.indexOf('\\') >= 0 ? kind(value) : shown;
    }

    private static String kind(@Nullable Object value) {
        if (value instanceof String text) {
            return "a text of " + text.length() + " characters";
        }
        if (value instanceof List<?> list) {
            return "a list of " + list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return "a map of " + map.size();
        }
        return value instanceof Number ? "a long number" : "something else";
    }
}
