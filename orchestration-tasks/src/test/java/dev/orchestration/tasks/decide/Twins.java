package dev.orchestration.tasks.decide;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares two states of one execution field by field, so that a new field is compared too: what is not in the events must
 * not be in the state.
 */
public final class Twins {
    /** They are parts of a table, and are compared field by field as that is. */
    private static final List<Class<?>> PARTS = List.of(CacheHits.class, ToldDetails.class, StatusCounts.class);

    private static final Map<Class<?>, List<Field>> FIELDS = new ConcurrentHashMap<>();

    private Twins() {}

    /** The first difference, null if there is none. */
    public static String difference(ExecutionState a, ExecutionState b) {
        String table = fields(NodeTable.class, a.nodes(), b.nodes());
        String readiness = table != null ? table : fields(Readiness.class, a.readiness(), b.readiness());
        String lifecycle = readiness != null ? readiness : fields(Lifecycle.class, a.lifecycle(), b.lifecycle());
        if (lifecycle != null) {
            return lifecycle;
        }
        List<Object> counters = List.of(a.active(), a.waiting(), "first failed " + a.firstFailed());
        List<Object> others = List.of(b.active(), b.waiting(), "first failed " + b.firstFailed());
        return firstOf(
                compare("counters", counters, others),
                compare("ready", a.ready().inOrder(), b.ready().inOrder()),
                compare("context", a.context().history(), b.context().history()));
    }

    private static String firstOf(String... differences) {
        for (String difference : differences) {
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static String compare(String what, Object a, Object b) {
        return a.equals(b) ? null : what + ": " + a + " is not " + b;
    }

    private static String fields(Class<?> type, Object a, Object b) {
        for (Field field : FIELDS.computeIfAbsent(type, Twins::own)) {
            try {
                Object one = field.get(a);
                Object two = field.get(b);
                if (PARTS.contains(field.getType())) {
                    String part = fields(field.getType(), one, two);
                    if (part != null) {
                        return part;
                    }
                } else if (!Objects.deepEquals(one, two)) {
                    return type.getSimpleName() + "." + field.getName() + ": " + text(one) + " is not " + text(two);
                }
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        return null;
    }

    private static String text(Object value) {
        return java.util.Arrays.deepToString(new Object[] {value});
    }

    private static List<Field> own(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            boolean shared = List.of("plan", "nodes", "ready", "hopeless", "rule", "newlySettled", "items", "watch")
                    .contains(field.getName());
            if (!shared && !java.lang.reflect.Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                fields.add(field);
            }
        }
        return fields;
    }
}
