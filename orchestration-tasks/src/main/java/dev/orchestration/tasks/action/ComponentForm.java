package dev.orchestration.tasks.action;

import dev.orchestration.state.OrchestrationException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One component of a record of parameters.
 *
 * @param form of what is inside, where it is an {@code Optional}
 * @param presence what becomes of it where it is not given
 * @param otherwise its default as JSON, null if it has none
 */
record ComponentForm(
        String name, Form form, Presence presence, @Nullable Object otherwise, @Nullable String description) {
    enum Presence {
        REQUIRED,
        NULL,
        OPTIONAL
    }

    static ComponentForm of(RecordComponent component, String place, Forms forms) {
        String there = place + "." + component.getName();
        Type inside = Forms.inOptional(component.getGenericType());
        Form form = forms.form(inside == null ? component.getGenericType() : inside, there);
        Presence presence = inside != null
                ? Presence.OPTIONAL
                : component.getAnnotatedType().isAnnotationPresent(Nullable.class) ? Presence.NULL : Presence.REQUIRED;
        Describe described = component.getAnnotation(Describe.class);
        return new ComponentForm(
                component.getName(),
                form,
                presence,
                otherwise(component.getAnnotation(Default.class), form, there),
                described == null ? null : described.value());
    }

    private static @Nullable Object otherwise(@Nullable Default annotation, Form form, String place) {
        if (annotation == null) {
            return null;
        }
        try {
            return RecordForm.written(annotation.value(), form, place);
        } catch (OrchestrationException e) {
            throw new IllegalArgumentException("the default of " + place + " is no JSON: " + e.getMessage(), e);
        }
    }

    boolean isRequired() {
        return presence == Presence.REQUIRED && otherwise == null;
    }

    Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>(form.schema());
        if (!isRequired()) {
            acceptNull(schema);
        }
        if (description != null) {
            schema.put("description", description);
        }
        if (otherwise != null) {
            schema.put("default", otherwise);
        }
        return schema;
    }

    /** Null is what a template gives where there is nothing, so it means the same as nothing. */
    private static void acceptNull(Map<String, Object> schema) {
        Object types = schema.get("type");
        if (types != null) {
            List<Object> more = new ArrayList<>(types instanceof List<?> several ? several : List.of(types));
            more.add("null");
            schema.put("type", Collections.unmodifiableList(more));
        }
        if (schema.get("enum") instanceof List<?> values) {
            List<@Nullable Object> more = new ArrayList<>(values);
            more.add(null);
            schema.put("enum", Collections.unmodifiableList(more));
        }
    }

    @Nullable
    Object read(@Nullable Object given, Reading reading, String place) {
        Object json = given == null ? otherwise : given;
        if (json == null) {
            return absent(reading, place);
        }
        Object value = form.read(json, reading, place);
        return presence == Presence.OPTIONAL ? Optional.ofNullable(value) : value;
    }

    private @Nullable Object absent(Reading reading, String place) {
        return switch (presence) {
            case OPTIONAL -> Optional.empty();
            case NULL -> null;
            case REQUIRED -> {
                reading.fault("the parameter '" + place + "' is missing");
                yield null;
            }
        };
    }
}
