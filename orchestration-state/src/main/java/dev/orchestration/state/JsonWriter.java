package dev.orchestration.state;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the values of {@link Json} as text. Values are bounded in depth, so the recursion is too. */
final class JsonWriter {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out;
    private final boolean indent;

    private JsonWriter(StringBuilder out, boolean indent) {
        this.out = out;
        this.indent = indent;
    }

    static String compact(@Nullable Object value) {
        StringBuilder out = new StringBuilder(64);
        append(out, value);
        return out.toString();
    }

    static String indented(@Nullable Object value) {
        StringBuilder out = new StringBuilder(256);
        new JsonWriter(out, true).value(value, 0);
        return out.toString();
    }

    static void append(StringBuilder out, @Nullable Object value) {
        new JsonWriter(out, false).value(value, 0);
    }

    private void value(@Nullable Object value, int depth) {
        if (depth > Json.MAX_DEPTH + 1) {
            throw new OrchestrationException(ErrorCode.NOT_JSON, "nested deeper than " + Json.MAX_DEPTH);
        }
        if (value instanceof String text) {
            quote(out, text);
        } else if (value instanceof Map<?, ?> map) {
            object(map, depth);
        } else if (value instanceof List<?> list) {
            array(list, depth);
        } else if (value == null || value instanceof Boolean || value instanceof Number) {
            out.append(value);
        } else {
            throw new OrchestrationException(
                    ErrorCode.NOT_JSON, "a " + value.getClass().getName() + " cannot be written as JSON");
        }
    }

    private void object(Map<?, ?> map, int depth) {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            line(depth + 1);
            quote(out, String.valueOf(entry.getKey()));
            out.append(indent ? ": " : ":");
            value(entry.getValue(), depth + 1);
            if (entries.hasNext()) {
                out.append(',');
            } else {
                line(depth);
            }
        }
        out.append('}');
    }

    private void array(List<?> list, int depth) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            line(depth + 1);
            value(list.get(i), depth + 1);
            if (i + 1 < list.size()) {
                out.append(',');
            } else {
                line(depth);
            }
        }
        out.append(']');
    }

    private void line(int depth) {
        if (indent) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    /** Appends {@code text} in quotes. Also escapes DEL and lone surrogates, so that the bytes are always valid UTF-8. */
    static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 127 && c != '"' && c != '\\') {
                out.append(c);
            } else {
                i = special(out, text, i, c);
            }
        }
        out.append('"');
    }

    private static int special(StringBuilder out, String text, int i, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (pair) {
                    out.append(c).append(text.charAt(i + 1));
                    return i + 1;
                }
                if (c > 127 && !Character.isSurrogate(c)) {
                    out.append(c);
                } else {
                    out.append("\\u").append(HEX[c >> 12 & 15]).append(HEX[c >> 8 & 15]);
                    out.append(HEX[c >> 4 & 15]).append(HEX[c & 15]);
                }
            }
        }
        return i;
    }
}
