package dev.orchestration.tasks.orchestrator;

import java.lang.reflect.Field;

/** Turns what nobody can turn while the loop runs, for tests that ask what would happen if somebody could. */
final class Inside {
    private Inside() {}

    static Object get(Object of, String field) {
        try {
            return field(of, field).get(of);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    static void set(Object of, String field, Object value) {
        try {
            field(of, field).set(of, value);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Field field(Object of, String name) {
        try {
            Field field = of.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }
}
