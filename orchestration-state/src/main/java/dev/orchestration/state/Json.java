package dev.orchestration.state;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as plain, immutable Java values: null, {@link Boolean}, {@link Long} (or {@link BigInteger} where it does not
 * fit), {@link Double} (or {@link BigDecimal} where it would lose digits), {@link String}, {@link List}, and {@link Map}
 * with text keys in their order. Reading, writing and freezing are bounded in depth, so nothing here overflows a stack.
 */
public final class Json {
    /** A value nested deeper than this is refused. */
    public static final int MAX_DEPTH = 200;

    /** A number whose text is longer than this is refused. Unit: characters. */
    public static final int MAX_NUMBER = 1_000;

    private static final int MAX_TEXT = 64 << 20;

    /** Whatever can be frozen can be read back, also from within an event, which adds a few levels around a value. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH + 10)
                    .maxStringLength(MAX_TEXT)
                    .maxNameLength(MAX_TEXT)
                    .maxNumberLength(MAX_NUMBER)
                    .build())
            .build();

    private Json() {}

    /**
     * Reads one JSON value.
     *
     * @throws OrchestrationException ({@link ErrorCode#NOT_JSON}) if the text is not exactly one JSON value
     */
    public static @Nullable Object read(String text) {
        return read(text, reader -> {
            reader.next();
            Object value = reader.value();
            reader.requireEnd();
            return value;
        });
    }

    /**
     * Has {@code reading} read what it knows to stand in the text, as far as it likes.
     *
     * @throws OrchestrationException ({@link ErrorCode#NOT_JSON}) if what it comes to is no JSON
     */
    public static <T> @Nullable T read(String text, Function<JsonReader, @Nullable T> reading) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return reading.apply(new JsonReader(parser));
        } catch (NumberFormatException e) {
            throw new OrchestrationException(ErrorCode.NOT_JSON, "a number has too large an exponent", e);
        } catch (JacksonException e) {
            throw new OrchestrationException(ErrorCode.NOT_JSON, e.getOriginalMessage() + where(e.getLocation()), e);
        }
    }

    static String where(@Nullable TokenStreamLocation place) {
        return place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    }

    /** Compact JSON text of a value that {@link #freeze} accepts. */
    public static String write(@Nullable Object value) {
        return JsonWriter.compact(value);
    }

    /** As {@link #write}, appended to {@code out}. */
    public static void append(StringBuilder out, @Nullable Object value) {
        JsonWriter.append(out, value);
    }

    /** Indented JSON text, for people. */
    public static String pretty(@Nullable Object value) {
        return JsonWriter.indented(value);
    }

    /**
     * A deep, immutable copy of {@code value} in the types named above; a value that is frozen already is copied too.
     *
     * @param where what the value is, for the error
     * @throws OrchestrationException ({@link ErrorCode#NOT_JSON}) naming place and Java type of the first part that is no
     *     JSON: an unknown type, a number that is not finite or longer than {@link #MAX_NUMBER}, a key that is no text or
     *     holds half a character (a lone surrogate), nesting above {@link #MAX_DEPTH}
     */
    public static @Nullable Object freeze(@Nullable Object value, String where) {
        return freeze(value, where, 0);
    }

    /** As {@link #freeze(Object, String)} for a map of parameters. */
    public static Map<String, Object> freezeMap(Map<String, ?> value, String where) {
        return freezeMap(value, where, 0);
    }

    private static @Nullable Object freeze(@Nullable Object value, String where, int depth) {
        if (depth > MAX_DEPTH) {
            throw new OrchestrationException(ErrorCode.NOT_JSON, where + " is nested deeper than " + MAX_DEPTH);
        }
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return freezeMap(map, where, depth);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            for (Object element : list) {
                copy.add(freeze(element, where + "[" + copy.size() + "]", depth + 1));
            }
            return Collections.unmodifiableList(copy);
        }
        return freezeScalar(value, where);
    }

    private static Map<String, Object> freezeMap(Map<?, ?> map, String where, int depth) {
        Map<String, Object> copy = new LinkedHashMap<>(map.size() * 2);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new OrchestrationException(ErrorCode.NOT_JSON, where + " has a key that is no text");
            }
            requireWhole(key, where);
            putNullable(copy, key, freeze(entry.getValue(), where + "." + key, depth + 1));
        }
        return Collections.unmodifiableMap(copy);
    }

    /** Readers of JSON, ours too, refuse half a character in a key, though not in a text. */
    private static void requireWhole(String key, String where) {
        if (key.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new OrchestrationException(ErrorCode.NOT_JSON, where + " has a key with half a character in it");
        }
    }

    static Object freezeScalar(Object value, String where) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigInteger big) {
            return big.bitLength() < Long.SIZE ? (Object) big.longValue() : bounded(big, big.bitLength(), where);
        }
        if (value instanceof BigDecimal big) {
            return decimal(bounded(big, big.unscaledValue().bitLength(), where));
        }
        if (value instanceof Double || value instanceof Float) {
            double number = value instanceof Float ? Double.parseDouble(value.toString()) : (Double) value;
            if (Double.isFinite(number)) {
                return number + 0.0; // -0.0 becomes 0.0, as it is read back
            }
            throw new OrchestrationException(ErrorCode.NOT_JSON, where + " is " + value + ", which JSON cannot hold");
        }
        throw new OrchestrationException(
                ErrorCode.NOT_JSON,
                where + " is a " + value.getClass().getName()
                        + "; only null, boolean, number, text, list and map with text keys are JSON");
    }

    /** Looks at the bits first, because the text of a number with millions of digits takes long. */
    private static <T extends Number> T bounded(T big, int bits, String where) {
        if (bits > 4 * MAX_NUMBER || big.toString().length() > MAX_NUMBER) {
            throw new OrchestrationException(
                    ErrorCode.NOT_JSON, where + " is a number of more than " + MAX_NUMBER + " characters");
        }
        return big;
    }

    static Object decimal(BigDecimal big) {
        double nearest = big.doubleValue();
        boolean exact = Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(big) == 0;
        return exact ? (Object) nearest : big;
    }

    /** Maps of JSON hold nulls; this is the one place that says so to the null checker. */
    @SuppressWarnings("NullAway")
    public static void putNullable(Map<String, Object> map, String key, @Nullable Object value) {
        map.put(key, value);
    }
}
