package dev.orchestration.tasks.action;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the form of a Java type. Of one thread, and for one type. */
final class Forms {
    private static final String KNOWN =
            "a record, an enum, a list, set or map with text keys, an Optional, boolean, a number, "
                    + "String, Duration, Instant, LocalDate, Path, URI, UUID, JsonValue or Object";

    /** The records that are being looked at, the outermost last. */
    private final Deque<Class<?>> around = new ArrayDeque<>();

    private Forms() {}

    /**
     * The form of the record that holds the parameters of an action.
     *
     * @throws IllegalArgumentException naming the component that has none
     */
    static RecordForm ofRecord(Class<? extends Record> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(
                    type.getName() + " is no record, so nothing says what its parameters are");
        }
        return new Forms().record(type, type.getSimpleName());
    }

    /** As {@link #ofRecord}, for any type. */
    static Form of(Type type) {
        return new Forms().form(type, type.getTypeName());
    }

    /** @param place the component that has this type, for the error */
    Form form(Type type, String place) {
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            return container(raw, generic.getActualTypeArguments(), place);
        }
        if (type instanceof Class<?> plain) {
            Form scalar = Scalars.of(plain);
            if (scalar != null) {
                return scalar;
            }
            if (plain.isEnum()) {
                return new EnumForm(plain, place);
            }
            if (plain.isRecord() && plain.getTypeParameters().length == 0) {
                return record(plain, place);
            }
        }
        throw refused(type, place);
    }

    private Form container(Class<?> raw, Type[] of, String place) {
        if (raw == List.class) {
            return new ListForm(form(of[0], place + "[]"), false);
        }
        if (raw == Set.class) {
            return new ListForm(form(of[0], place + "[]"), true);
        }
        if (raw == Map.class && of[0] == String.class) {
            return new MapForm(form(of[1], place + ".*"));
        }
        throw refused(raw, place);
    }

    private static IllegalArgumentException refused(Type type, String place) {
        String hint = type == Optional.class ? " (an Optional stands for a component, not inside of something)" : "";
        return new IllegalArgumentException(place + " is a " + type.getTypeName() + ", which has no form in JSON" + hint
                + "; what has one is " + KNOWN);
    }

    private RecordForm record(Class<?> type, String place) {
        if (around.contains(type)) {
            String path = around.stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
            throw new IllegalArgumentException(place + " is a " + type.getName() + ", which contains itself (by way of "
                    + path + "); parameters are of a bounded depth: use Map<String, Object> or JsonValue there");
        }
        around.push(type);
        try {
            return RecordForm.of(type, place, this);
        } finally {
            around.pop();
        }
    }

    /** The type inside of an {@code Optional}, null if it is none. */
    static @Nullable Type inOptional(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class
                ? generic.getActualTypeArguments()[0]
                : null;
    }
}
