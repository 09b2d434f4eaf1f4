package dev.orchestration.tasks.action;

import dev.orchestration.state.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The forms of types that consist of nothing smaller. */
final class Scalars {
    /** Beyond so many digits a whole number is no honest parameter, and costly. */
    private static final int MAX_DIGITS = 1_000;

    private static final Map<Class<?>, Form> FORMS = forms();

    private Scalars() {}

    /** Reads what fits, and gives null for what does not. */
    private interface Reader {
        @Nullable
        Object read(Object json);
    }

    private record Plain(Map<String, Object> schema, String wanted, Reader reader) implements Form {
        @Override
        public @Nullable Object read(Object json, Reading reading, String place) {
            Object value = reader.read(json);
            return value == null ? reading.unfit(place, wanted, json) : value;
        }
    }

    /** A binary number, which would be infinite beyond its largest. */
    private record Finite(String largest, Reader reader) implements Form {
        @Override
        public Map<String, Object> schema() {
            return typed("number");
        }

        @Override
        public @Nullable Object read(Object json, Reading reading, String place) {
            Object value = reader.read(json);
            String range = json instanceof Number ? " from -" + largest + " to " + largest : "";
            return value == null ? reading.unfit(place, "a number" + range, json) : value;
        }
    }

    /** A text that names a file. */
    private record PathForm(Map<String, Object> schema) implements Form {
        @Override
        public @Nullable Object read(Object json, Reading reading, String place) {
            return json instanceof String text
                    ? reading.path(text, place)
                    : reading.unfit(place, "a text that is a path", json);
        }
    }

    static @Nullable Form of(Class<?> type) {
        return FORMS.get(type);
    }

    private static Map<Class<?>, Form> forms() {
        Map<Class<?>, Form> forms = new LinkedHashMap<>();
        forms.put(Object.class, new Plain(Map.of(), "any JSON", json -> json));
        forms.put(JsonValue.class, new Plain(Map.of(), "any JSON", json -> JsonValue.of(json, "a parameter")));
        forms.put(String.class, new Plain(typed("string"), "a text", json -> json instanceof String ? json : null));
        both(forms, boolean.class, Boolean.class, new Plain(typed("boolean"), "true or false", Scalars::truth));
        both(forms, byte.class, Byte.class, whole(Byte.MIN_VALUE, Byte.MAX_VALUE, BigInteger::byteValueExact));
        both(forms, short.class, Short.class, whole(Short.MIN_VALUE, Short.MAX_VALUE, BigInteger::shortValueExact));
        both(forms, int.class, Integer.class, whole(Integer.MIN_VALUE, Integer.MAX_VALUE, BigInteger::intValueExact));
        both(forms, long.class, Long.class, whole(Long.MIN_VALUE, Long.MAX_VALUE, BigInteger::longValueExact));
        forms.put(BigInteger.class, new Plain(typed("integer"), "a whole number", Scalars::integer));
        both(forms, double.class, Double.class, new Finite(Double.toString(Double.MAX_VALUE), Scalars::finiteDouble));
        both(forms, float.class, Float.class, new Finite(Float.toString(Float.MAX_VALUE), Scalars::finiteFloat));
        forms.put(BigDecimal.class, new Plain(typed("number"), "a number", Scalars::decimal));
        forms.put(Path.class, new PathForm(text("path")));
        forms.put(Instant.class, text("date-time", "a moment as 2026-01-31T12:00:00Z", Instant::parse));
        forms.put(LocalDate.class, text("date", "a date as 2026-01-31", LocalDate::parse));
        forms.put(URI.class, text("uri", "a URI", URI::create));
        forms.put(UUID.class, text("uuid", "a UUID", UUID::fromString));
        Map<String, Object> duration = text("duration");
        duration.put("type", List.of("string", "number"));
        forms.put(Duration.class, new Plain(duration, Durations.FORMS, Scalars::duration));
        return forms;
    }

    private static void both(Map<Class<?>, Form> forms, Class<?> primitive, Class<?> boxed, Form form) {
        forms.put(primitive, form);
        forms.put(boxed, form);
    }

    private static Map<String, Object> typed(String type) {
        return Map.of("type", type);
    }

    private static Map<String, Object> text(String format) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("format", format);
        return schema;
    }

    private static Form text(String format, String wanted, Function<String, Object> parser) {
        return new Plain(text(format), wanted, json -> {
            try {
                return json instanceof String text ? parser.apply(text) : null;
            } catch (DateTimeException | IllegalArgumentException e) { // told as what was wanted
                return null;
            }
        });
    }

    private static @Nullable Object truth(Object json) {
        return json instanceof Boolean ? json : null;
    }

    private static @Nullable Object duration(Object json) {
        try {
            return Durations.parse(json);
        } catch (IllegalArgumentException e) { // told as what was wanted
            return null;
        }
    }

    private static Form whole(long least, long most, Function<BigInteger, Object> exact) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "integer");
        schema.put("minimum", least);
        schema.put("maximum", most);
        return new Plain(schema, "a whole number from " + least + " to " + most, json -> {
            BigInteger integer = integer(json);
            try {
                return integer == null ? null : exact.apply(integer);
            } catch (ArithmeticException e) { // told as what was wanted
                return null;
            }
        });
    }

    /** JSON knows one kind of number, so 3.0 is a whole one. */
    private static @Nullable BigInteger integer(Object json) {
        if (!(json instanceof Number number)) {
            return null;
        }
        BigDecimal decimal = new BigDecimal(number.toString()).stripTrailingZeros();
        boolean honest = decimal.scale() <= 0 && decimal.precision() - decimal.scale() <= MAX_DIGITS;
        return honest ? decimal.toBigInteger() : null;
    }

    private static @Nullable Object decimal(Object json) {
        return json instanceof Number number ? new BigDecimal(number.toString()) : null;
    }

    private static @Nullable Object finiteDouble(Object json) {
        return json instanceof Number number && Double.isFinite(number.doubleValue()) ? number.doubleValue() : null;
    }

    private static @Nullable Object finiteFloat(Object json) {
        return json instanceof Number number && Float.isFinite(number.floatValue()) ? number.floatValue() : null;
    }
}
