package dev.orchestration.workflow.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.NullValue;
import dev.orchestration.state.Json;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * JSON values as CEL wants them and back: it takes only Long, Double, String, Boolean, NullValue, List and Map, and makes
 * a Java null silently an "unknown". Containers are views, so that nothing is copied that is not looked at.
 */
final class CelValues {
    private CelValues() {}

    static Object toCel(@Nullable Object value) {
        Object plain = Values.plain(value);
        if (plain == null) {
            return NullValue.NULL_VALUE;
        }
        if (plain instanceof Map<?, ?> map) {
            return new MapView<>(map, (key, inner) -> toCel(inner));
        }
        return plain instanceof List<?> list ? new ListView(list) : plain;
    }

    /**
     * The result as JSON, copied; the copy draws on the budget, since a small list may hold one large value many times.
     *
     * @throws ExpressionException if it is nothing that JSON has
     */
    static @Nullable Object toJson(Object value, Budget budget, int depth) {
        if (value instanceof NullValue) {
            return null;
        }
        if (value instanceof String text) {
            budget.draw(1 + text.length());
            return text;
        }
        if (depth > Json.MAX_DEPTH) {
            throw new ExpressionException("the result is nested deeper than " + Json.MAX_DEPTH);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            for (Object element : list) {
                budget.draw(Budget.ELEMENT);
                copy.add(toJson(element, budget, depth + 1));
            }
            return Collections.unmodifiableList(copy);
        }
        return value instanceof Map<?, ?> map ? toJsonMap(map, budget, depth) : scalar(value);
    }

    private static Object toJsonMap(Map<?, ?> map, Budget budget, int depth) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new ExpressionException("the result has a key that is no text: " + entry.getKey());
            }
            budget.draw(Budget.ELEMENT + key.length());
            copy.put(key, toJson(entry.getValue(), budget, depth + 1));
        }
        return Collections.unmodifiableMap(copy);
    }

    private static Object scalar(Object value) {
        if (value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return number;
        }
        if (value instanceof UnsignedLong number) {
            return number.bigIntegerValue().bitLength() < Long.SIZE
                    ? (Object) number.longValue()
                    : number.bigIntegerValue();
        }
        throw new ExpressionException("the result " + value + " is a "
                + value.getClass().getSimpleName() + ", which JSON does not have; string(…) makes a text of it");
    }

    /** A root of CEL over a map of ours. */
    static <V> Map<Object, Object> root(Map<String, V> map, Function<V, @Nullable Object> json) {
        return new MapView<>(map, (key, value) -> toCel(value == null ? null : json.apply(value)));
    }

    /** The parameters, with the types that were declared. */
    static Map<Object, Object> parameters(Map<String, Object> values, Map<String, ParameterType> types) {
        return new MapView<>(
                values, (key, value) -> toCel(Values.typed(types.getOrDefault(key, ParameterType.DYN), value)));
    }

    /** Step name → a map with one key, its output. */
    static Map<Object, Object> steps(Map<String, Object> outputs) {
        return new MapView<>(outputs, (name, output) -> Map.of("output", toCel(output)));
    }

    private interface Adapter<V> {
        Object adapt(String key, @Nullable V value);
    }

    private static final class MapView<V> extends AbstractMap<Object, Object> {
        private final Map<?, V> map;
        private final Adapter<V> adapter;

        MapView(Map<?, V> map, Adapter<V> adapter) {
            this.map = map;
            this.adapter = adapter;
        }

        @Override
        public int size() {
            return map.size();
        }

        @Override
        public boolean containsKey(Object key) {
            return map.containsKey(key);
        }

        @Override
        public @Nullable Object get(Object key) {
            V value = map.get(key);
            return value != null || map.containsKey(key) ? adapter.adapt(key.toString(), value) : null;
        }

        @Override
        public Set<Entry<Object, Object>> entrySet() {
            Set<Entry<Object, Object>> entries = new LinkedHashSet<>();
            map.forEach((key, value) -> entries.add(Map.entry(key, adapter.adapt(key.toString(), value))));
            return entries;
        }

        @Override
        public Set<Object> keySet() {
            return Collections.unmodifiableSet(map.keySet());
        }
    }

    private static final class ListView extends AbstractList<Object> {
        private final List<?> list;

        ListView(List<?> list) {
            this.list = list;
        }

        @Override
        public Object get(int index) {
            return toCel(list.get(index));
        }

        @Override
        public int size() {
            return list.size();
        }
    }
}
