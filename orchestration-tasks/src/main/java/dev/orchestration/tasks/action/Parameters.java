package dev.orchestration.tasks.action;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rendered parameters by type. Templates may have given them any type after the definition was validated, so each reader
 * refuses what does not fit with an {@link ActionFailedException} ({@code BadParameters}, user).
 */
public record Parameters(Map<String, Object> values) {
    public static Parameters of(ActionContext ctx) {
        return new Parameters(ctx.parameters());
    }

    /** A text that must be there. */
    public String text(String name) throws ActionFailedException {
        String text = textOrNull(name);
        if (text == null) {
            throw bad("the parameter '" + name + "' is missing");
        }
        return text;
    }

    public String text(String name, String otherwise) throws ActionFailedException {
        String text = textOrNull(name);
        return text == null ? otherwise : text;
    }

    @Nullable
    public String textOrNull(String name) throws ActionFailedException {
        Object value = values.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw unfit(name, "a text", value);
    }

    /** A list of texts; numbers and truth values count as their text. */
    public List<String> texts(String name) throws ActionFailedException {
        List<String> texts = new ArrayList<>();
        for (Object element : list(name)) {
            texts.add(scalar(name + "[" + texts.size() + "]", element));
        }
        return texts;
    }

    /** A map of texts, empty where there is none; numbers and truth values count as their text. */
    public Map<String, String> textMap(String name) throws ActionFailedException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map(name).entrySet()) {
            String key = String.valueOf(entry.getKey());
            texts.put(key, scalar(name + "." + key, entry.getValue()));
        }
        return texts;
    }

    public List<Long> integers(String name, List<Long> otherwise) throws ActionFailedException {
        if (values.get(name) == null) {
            return otherwise;
        }
        List<Long> integers = new ArrayList<>();
        for (Object element : list(name)) {
            if (!(element instanceof Long integer)) {
                throw unfit(name, "a list of whole numbers", element);
            }
            integers.add(integer);
        }
        return integers;
    }

    /** The map under {@code name}, or an empty one. */
    public Parameters part(String name) throws ActionFailedException {
        Map<String, Object> part = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map(name).entrySet()) {
            if (entry.getValue() != null) {
                part.put(name + "." + entry.getKey(), entry.getValue());
            }
        }
        return new Parameters(part);
    }

    /** A whole number of at least 1 that is no absurd size, or null. */
    public @Nullable Long positive(String name) throws ActionFailedException {
        Object value = values.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Long number && number >= 1 && number <= Integer.MAX_VALUE) {
            return number;
        }
        throw unfit(name, "a whole number of at least 1", value);
    }

    /** A whole number between two others, which are legal too. */
    public long whole(String name, long least, long most, long otherwise) throws ActionFailedException {
        Object value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Long number && number >= least && number <= most) {
            return number;
        }
        throw unfit(name, "a whole number from " + least + " to " + most, value);
    }

    private List<?> list(String name) throws ActionFailedException {
        Object value = values.get(name);
        if (value instanceof List<?> list) {
            return list;
        }
        throw unfit(name, "a list", value);
    }

    private Map<?, ?> map(String name) throws ActionFailedException {
        Object value = values.get(name);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw unfit(name, "a map", value);
    }

    private static String scalar(String name, @Nullable Object value) throws ActionFailedException {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Number || value instanceof Boolean) {
            return Json.write(value);
        }
        throw unfit(name, "a text", value);
    }

    private static ActionFailedException unfit(String name, String wanted, @Nullable Object value) {
        return bad(Misfit.sentence(name, wanted, value));
    }

    /** The refusal of a parameter. */
    public static ActionFailedException bad(String message) {
        return new ActionFailedException("BadParameters", ErrorKind.USER, message);
    }
}
