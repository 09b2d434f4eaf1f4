package dev.orchestration.store;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines of an export, each an object with one key. Every fault is told with its line. Not thread-safe. */
final class ExportLines {
    /** Room for the largest output with every character escaped. */
    private static final int LONGEST = 512 << 20;

    private final BufferedReader in;
    private long number;
    private String key = "";
    private @Nullable Object value;

    ExportLines(BufferedReader in) {
        this.in = in;
    }

    /** Goes to the next line; false after the last. */
    boolean next() throws IOException {
        String text = line();
        if (text == null) {
            return false;
        }
        number++;
        Object read;
        try {
            read = Json.read(text);
        } catch (OrchestrationException e) {
            throw fault("is no JSON: " + e.getMessage());
        }
        if (!(read instanceof Map<?, ?> map) || map.size() != 1) {
            throw fault("is no object with one key, as every line of an export is");
        }
        key = String.valueOf(map.keySet().iterator().next());
        value = map.values().iterator().next();
        return true;
    }

    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString();
            }
            if (line.length() == LONGEST) {
                number++;
                throw fault("is longer than " + LONGEST + " characters");
            }
            line.append((char) c);
        }
        return line.length() == 0 ? null : line.toString();
    }

    /** The one key of the line. */
    String key() {
        return key;
    }

    @Nullable
    Object value() {
        return value;
    }

    String text() {
        return as(String.class, value, key);
    }

    String text(String field) {
        return as(String.class, field(field), field);
    }

    long number(String field) {
        return as(Long.class, field(field), field);
    }

    List<?> list(String field) {
        return as(List.class, field(field), field);
    }

    private @Nullable Object field(String field) {
        return as(Map.class, value, key).get(field);
    }

    private <T> T as(Class<T> type, @Nullable Object raw, String name) {
        if (!type.isInstance(raw)) {
            throw fault("has no " + type.getSimpleName() + " '" + name + "'");
        }
        return type.cast(raw);
    }

    OrchestrationException fault(String what) {
        return new OrchestrationException(
                ErrorCode.BAD_PARAMETERS, "line " + number + " of the export " + what + "; nothing was imported");
    }
}
