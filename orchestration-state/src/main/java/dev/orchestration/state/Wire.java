package dev.orchestration.state;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the lower-case names under which enum values appear in files, events and JSON. */
public final class Wire {
    private static final ClassValue<Map<String, Object>> BY_NAME = new ClassValue<>() {
        @Override
        protected Map<String, Object> computeValue(Class<?> type) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (Object value : type.getEnumConstants()) {
                values.put(name((Enum<?>) value), value);
            }
            return values;
        }
    };

    private Wire() {}

    /** The lower-case name of {@code value}. */
    public static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The value of {@code type} whose lower-case name is {@code wire}.
     *
     * @throws IllegalArgumentException if there is none; the message lists the legal names
     */
    public static <E extends Enum<E>> E parse(Class<E> type, String wire) {
        E value = type.cast(BY_NAME.get(type).get(wire));
        if (value == null) {
            throw new IllegalArgumentException("'" + wire + "' is not one of " + legal(type));
        }
        return value;
    }

    /** The legal lower-case names of {@code type}, for a message. */
    public static String legal(Class<? extends Enum<?>> type) {
        return String.join(", ", names(type));
    }

    /** The legal lower-case names of {@code type}, in its order. */
    public static List<String> names(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Wire::name).toList();
    }
}
