package dev.orchestration.tasks.action;

import dev.orchestration.state.Json;
import dev.orchestration.state.Nearest;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record: a map that has its components and nothing else. */
final class RecordForm implements Form {
    private final Class<?> type;
    private final Constructor<?> constructor;
    private final List<ComponentForm> components;

    private RecordForm(Class<?> type, Constructor<?> constructor, List<ComponentForm> components) {
        this.type = type;
        this.constructor = constructor;
        this.components = components;
    }

    static RecordForm of(Class<?> type, String place, Forms forms) {
        List<ComponentForm> components = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.add(ComponentForm.of(component, place, forms));
        }
        return new RecordForm(type, constructor(type), List.copyOf(components));
    }

    private static Constructor<?> constructor(Class<?> type) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    "the module of the record " + type.getName() + " keeps it to itself; its module-info must open the package "
                            + type.getPackageName() + " to dev.orchestration.tasks",
                    e);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its own constructor: " + type.getName(), e);
        }
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        components.forEach(component -> properties.put(component.name(), component.schema()));
        List<String> required = components.stream()
                .filter(ComponentForm::isRequired)
                .map(ComponentForm::name)
                .toList();
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        Describe described = type.getAnnotation(Describe.class);
        if (described != null) {
            schema.put("description", described.value());
        }
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    /** @param place where the record stands, empty for the parameters as a whole */
    @Override
    public @Nullable Object read(Object json, Reading reading, String place) {
        if (!(json instanceof Map<?, ?> written)) {
            return reading.unfit(place, "a map", json);
        }
        int faults = reading.faults().size();
        String before = place.isEmpty() ? "" : place + ".";
        refuseOthers(written, reading, before);
        List<@Nullable Object> values = new ArrayList<>();
        for (ComponentForm component : components) {
            values.add(component.read(written.get(component.name()), reading, before + component.name()));
        }
        return reading.faults().size() > faults ? null : construct(values, reading, place);
    }

    private void refuseOthers(Map<?, ?> written, Reading reading, String before) {
        List<String> known = components.stream().map(ComponentForm::name).toList();
        for (Object key : written.keySet()) {
            String name = String.valueOf(key);
            if (!known.contains(name)) {
                reading.fault("the parameter '" + before + name + "' is unknown" + Nearest.suggestionOrKnown(name, known));
            }
        }
    }

    private @Nullable Object construct(List<@Nullable Object> values, Reading reading, String place) {
        try {
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            String what = place.isEmpty() ? "the parameters make no " : "the parameter '" + place + "' makes no ";
            reading.fault(what + type.getSimpleName() + ": " + reason(e.getCause()));
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the record " + type.getName() + " cannot be made", e);
        }
    }

    private static String reason(@Nullable Throwable thrown) {
        String message = thrown == null ? null : thrown.getMessage();
        return message == null ? String.valueOf(thrown) : message;
    }

    /** What a component's {@link Default} says, read as the form of the component reads it. */
    static Object written(String said, Form form, String place) {
        Map<String, Object> schema = form.schema();
        boolean text = "string".equals(schema.get("type"))
                || (schema.get("type") instanceof List<?> types && types.contains("string"));
        Object json = text ? said : Json.read(said);
        if (json == null) {
            throw new IllegalArgumentException(place + " has the default null: make it an Optional or @Nullable instead");
        }
        Reading reading = Reading.withoutFiles();
        form.read(json, reading, place);
        if (!reading.faults().isEmpty()) {
            throw new IllegalArgumentException("the default of " + place + " does not fit: " + reading.faults());
        }
        return json;
    }
}
