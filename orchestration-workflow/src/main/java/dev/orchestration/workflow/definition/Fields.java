package dev.orchestration.workflow.definition;

import dev.orchestration.state.Nearest;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.Wire;
import dev.orchestration.tasks.action.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of one map. A value of a wrong type becomes a fault and counts as absent, so that reading goes on; null
 * counts as absent. Confined to one thread.
 */
final class Fields {
    private final SourceMap map;
    private final Supplier<String> owner;
    private final FaultList faults;

    /** @param owner what the map describes, for messages: {@code step 'fetch'} */
    Fields(SourceMap map, String owner, FaultList faults) {
        this(map, () -> owner, faults);
    }

    /** As above, where hardly anybody will ask what the map describes. */
    Fields(SourceMap map, Supplier<String> owner, FaultList faults) {
        this.map = map;
        this.owner = owner;
        this.faults = faults;
    }

    String owner() {
        return owner.get();
    }

    FaultList faults() {
        return faults;
    }

    boolean has(String key) {
        return node(key) != null;
    }

    /** The value, unless it is absent, null, or was told to be unreadable. */
    @Nullable
    SourceNode node(String key) {
        SourceNode node = map.get(key);
        return node instanceof SourceScalar scalar && scalar.json() == null ? null : node;
    }

    /** Where the value stands; where it is absent, the map. */
    Place place(String key) {
        SourceNode node = map.get(key);
        return node == null ? map.place() : node.place();
    }

    Place keyPlace(String key) {
        SourceMap.Entry entry = map.entries().get(key);
        return entry == null ? map.place() : entry.key();
    }

    void error(FaultCode code, String key, String message) {
        faults.error(code, place(key), message);
    }

    /** Tells each key that is neither {@code known} nor {@code later}, and each of {@code later}. */
    void rejectOthers(Set<String> known, Set<String> later) {
        map.entries().forEach((key, entry) -> {
            if (later.contains(key)) {
                faults.error(
                        FaultCode.NOT_SUPPORTED_YET,
                        entry.key(),
                        "'" + key + "' is part of the format but this version does not carry it out; remove it");
            } else if (!known.contains(key)) {
                String legal =
                        Nearest.suggestionOrKnown(key, known.stream().sorted().toList());
                faults.error(
                        FaultCode.UNKNOWN_KEY, entry.key(), owner() + " has an unknown key " + Quoted.of(key) + legal);
            }
        });
    }

    /** Tells that {@code key} is missing, unless it is there in whatever form. */
    void require(String key) {
        SourceNode node = map.get(key);
        if (node == null) {
            faults.error(FaultCode.MISSING_KEY, map.place(), owner() + " has no '" + key + "'");
        } else if (node instanceof SourceScalar scalar && scalar.json() == null && !node.broken()) {
            faults.error(FaultCode.MISSING_KEY, node.place(), "'" + key + "' of " + owner() + " is empty");
        }
    }

    @Nullable
    String text(String key) {
        return typed(key, "text", value -> value instanceof String text ? text : null);
    }

    String text(String key, String otherwise) {
        String text = text(key);
        return text == null ? otherwise : text;
    }

    boolean flag(String key, boolean otherwise) {
        Boolean flag = typed(key, "true or false", value -> value instanceof Boolean truth ? truth : null);
        return flag == null ? otherwise : flag;
    }

    int whole(String key, int min, int max, int otherwise) {
        Long number = typed(key, "a whole number", value -> value instanceof Long whole ? whole : null);
        if (number == null) {
            return otherwise;
        }
        if (number < min || number > max) {
            String range = max == Integer.MAX_VALUE ? "at least " + min : "from " + min + " to " + max;
            error(FaultCode.BAD_VALUE, key, subject(key) + " must be " + range + ", not " + number);
            return otherwise;
        }
        return number.intValue();
    }

    /** A number for which {@code allowed} holds. */
    double number(String key, Predicate<Double> allowed, String rule, double otherwise) {
        Number number = typed(key, "a number", value -> value instanceof Number any ? any : null);
        if (number == null) {
            return otherwise;
        }
        double value = new BigDecimal(number.toString()).doubleValue();
        if (Double.isFinite(value) && allowed.test(value)) {
            return value;
        }
        error(FaultCode.BAD_VALUE, key, subject(key) + " must be " + rule + ", not " + Quoted.of(number.toString()));
        return otherwise;
    }

    /** @param positive whether zero is refused */
    @Nullable
    Duration duration(String key, boolean positive) {
        Object value = typed(key, Durations.FORMS, any -> any instanceof String || any instanceof Number ? any : null);
        if (value == null) {
            return null;
        }
        Duration duration;
        try {
            duration = Durations.parse(value);
        } catch (IllegalArgumentException e) {
            error(FaultCode.BAD_VALUE, key, subject(key) + " must be " + Durations.FORMS + ", not " + shown(value));
            return null;
        }
        if (positive && duration.isZero()) {
            error(FaultCode.BAD_VALUE, key, subject(key) + " must be longer than nothing");
        }
        return duration;
    }

    <E extends Enum<E>> @Nullable E choice(String key, Class<E> type) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        try {
            return Wire.parse(type, text);
        } catch (IllegalArgumentException e) {
            error(
                    FaultCode.BAD_VALUE,
                    key,
                    subject(key) + " must be one of " + Wire.legal(type) + ", not " + Quoted.of(text)
                            + Nearest.suggestion(text, Wire.names(type)));
            return null;
        }
    }

    @Nullable
    SourceMap map(String key) {
        SourceNode node = node(key);
        if (node == null || node instanceof SourceMap) {
            return (SourceMap) node;
        }
        wrongType(key, "a map", node);
        return null;
    }

    List<SourceNode> list(String key) {
        SourceNode node = node(key);
        if (node instanceof SourceList list) {
            return list.items();
        }
        if (node != null) {
            wrongType(key, "a list", node);
        }
        return List.of();
    }

    /** The elements of a list of texts. */
    List<SourceScalar> texts(String key) {
        return scalars(key, "text", String.class);
    }

    /** The elements of a list of which each must be a {@code type}. */
    List<SourceScalar> scalars(String key, String what, Class<?> type) {
        List<SourceScalar> result = new ArrayList<>();
        for (SourceNode item : list(key)) {
            if (item instanceof SourceScalar scalar && type.isInstance(scalar.json())) {
                result.add(scalar);
            } else if (!item.broken()) {
                faults.error(
                        FaultCode.WRONG_TYPE,
                        item.place(),
                        "each element of '" + key + "' of " + owner() + " must be " + what + ", not "
                                + item.described());
            }
        }
        return result;
    }

    private <T> @Nullable T typed(String key, String wanted, Function<Object, @Nullable T> type) {
        SourceNode node = node(key);
        if (node == null) {
            return null;
        }
        Object value = node instanceof SourceScalar scalar ? scalar.json() : null;
        T result = value == null ? null : type.apply(value);
        if (result == null) {
            wrongType(key, wanted, node);
        }
        return result;
    }

    private void wrongType(String key, String wanted, SourceNode node) {
        error(FaultCode.WRONG_TYPE, key, subject(key) + " must be " + wanted + ", not " + node.described());
    }

    private String subject(String key) {
        return "'" + key + "' of " + owner();
    }

    private static String shown(Object value) {
        return Quoted.of(value.toString());
    }
}
