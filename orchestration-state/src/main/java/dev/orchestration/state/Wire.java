package dev.orchestration.state;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads the lower-case names under which enum values appear in files, events and JSON. */
public final class Wire {
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
        for (E value : type.getEnumConstants()) {
            if (name(value).equals(wire)) {
                return value;
            }
        }
        throw new IllegalArgumentException("'" + wire + "' is not one of " + legal(type));
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
