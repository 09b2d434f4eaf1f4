package dev.orchestration.tasks.action;

import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.Wire;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes what a typed action gives as JSON. What it does not know it leaves, for {@link Json#freeze} to judge. Thread-safe. */
final class Written {
    private static final ClassValue<List<Method>> ACCESSORS = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
            List<Method> accessors = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                accessors.add(component.getAccessor());
            }
            return accessors;
        }
    };

    private Written() {}

    static @Nullable Object json(@Nullable Object value) {
        return json(value, 0);
    }

    private static @Nullable Object json(@Nullable Object value, int depth) {
        if (value == null || depth > Json.MAX_DEPTH) { // what is deeper is refused with its place when it is frozen
            return value;
        }
        if (value instanceof Optional<?> optional) {
            return json(optional.orElse(null), depth);
        }
        if (value instanceof JsonValue json) {
            return json.raw();
        }
        if (value instanceof Enum<?> constant) {
            return Wire.name(constant);
        }
        if (value instanceof Record row) {
            return components(row, depth + 1);
        }
        if (value instanceof Map<?, ?> map) {
            return entries(map, depth + 1);
        }
        if (value instanceof Path || isPlain(value)) {
            return value.toString();
        }
        return value instanceof Collection<?> several ? elements(several, depth + 1) : value;
    }

    private static boolean isPlain(Object value) {
        return value instanceof Duration
                || value instanceof Instant
                || value instanceof LocalDate
                || value instanceof URI
                || value instanceof UUID;
    }

    private static List<@Nullable Object> elements(Collection<?> values, int depth) {
        List<@Nullable Object> list = new ArrayList<>(values.size());
        for (Object value : values) {
            list.add(json(value, depth));
        }
        return list;
    }

    private static Map<?, ?> entries(Map<?, ?> map, int depth) {
        Map<Object, @Nullable Object> written = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = json(entry.getKey(), depth);
            if (key != null) {
                written.put(key, json(entry.getValue(), depth));
            }
        }
        return written;
    }

    /** An empty {@code Optional} is left out; every other component stands there, null too. */
    private static Map<String, Object> components(Record row, int depth) {
        Map<String, Object> written = new LinkedHashMap<>();
        for (Method accessor : accessors(row)) {
            Object value = call(accessor, row);
            if (!(value instanceof Optional<?> optional) || optional.isPresent()) {
                Json.putNullable(written, accessor.getName(), json(value, depth));
            }
        }
        return written;
    }

    private static List<Method> accessors(Record row) {
        try {
            return ACCESSORS.get(row.getClass());
        } catch (InaccessibleObjectException e) {
            throw new IllegalStateException(
                    "the module of the record " + row.getClass().getName() + " keeps it to itself; its module-info must open"
                            + " the package " + row.getClass().getPackageName() + " to dev.orchestration.tasks",
                    e);
        }
    }

    private static @Nullable Object call(Method accessor, Record row) {
        try {
            return accessor.invoke(row);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException runtime) {
                throw runtime;
            }
            throw new IllegalStateException(accessor + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(accessor + " cannot be called", e);
        }
    }
}
