package dev.orchestration.workflow.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What expressions hold true of JSON values: two kinds of numbers, and when two scalars are equal or in order. */
final class Values {
    private Values() {}

    /** The value as expressions see it: whole numbers as Long, other and larger ones as the nearest Double. */
    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigInteger || value instanceof BigDecimal || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        return value;
    }

    /** JSON Schema takes 4.0 for an integer, so where one is declared it is one. */
    static @Nullable Object typed(ParameterType declared, @Nullable Object value) {
        if (declared == ParameterType.INT && value instanceof Double number) {
            long whole = number.longValue();
            return whole == number && Math.abs(number) < 0x1p63 ? (Object) whole : number;
        }
        return value;
    }

    static boolean equal(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == right;
        }
        if (left instanceof Number a && right instanceof Number b) {
            return compareNumbers(a, b) == 0;
        }
        return left.equals(right);
    }

    /** The order of two scalars of one kind, or null where there is none. */
    static @Nullable Integer order(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return compareNumbers(a, b);
        }
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        if (left instanceof Boolean a && right instanceof Boolean b) {
            return a.compareTo(b);
        }
        return null;
    }

    private static int compareNumbers(Number left, Number right) {
        if (left instanceof Long && right instanceof Long) {
            return Long.compare(left.longValue(), right.longValue());
        }
        if (left instanceof Double && right instanceof Double) {
            double a = left.doubleValue();
            double b = right.doubleValue();
            return a < b ? -1 : a > b ? 1 : 0;
        }
        return left instanceof Double
                ? compare(left.doubleValue(), right.longValue())
                : -compare(right.doubleValue(), left.longValue());
    }

    /** As CEL compares them: by the nearest double, once the double is inside the range of a long. */
    private static int compare(double number, long whole) {
        if (number < Long.MIN_VALUE) {
            return -1;
        }
        return number > Long.MAX_VALUE ? 1 : Double.compare(number, (double) whole);
    }

    /** What a value is, in a word, for messages. */
    static String kind(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Boolean) {
            return "a Boolean";
        }
        if (value instanceof Number) {
            return "a number";
        }
        if (value instanceof Map) {
            return "a map";
        }
        return value instanceof List ? "a list" : "a text";
    }
}
