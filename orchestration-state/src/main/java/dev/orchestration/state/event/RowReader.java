package dev.orchestration.state.event;

import dev.orchestration.state.JsonReader;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a row of the journal as {@link EventWriter} writes it. Nearly all events are the begin and the end of an attempt:
 * these are read without a map each, for whoever takes up a large execution reads hundreds of thousands. Not thread-safe.
 */
final class RowReader {
    /** Stands for a number that is left out. */
    private static final long ABSENT = Long.MIN_VALUE;

    private static final int AT = 0;
    private static final int NODE = 1;
    private static final int ITEM = 2;
    private static final int N = 3;
    private static final int ATTEMPT = 4;
    private static final int DEADLINE = 5;
    private static final int STARTED_AT = 6;
    private static final int ENDED_AT = 7;
    private static final int NEXT_AT = 8;
    private static final int NO_NUMBER = 9;

    private final JsonReader in;
    private final LargeOutput.Source source;
    private final long[] numbers = new long[NO_NUMBER];
    private @Nullable String outcome;
    private @Nullable String next;
    /** What else the event has: few have anything. */
    private Map<String, Object> others = Map.of();

    RowReader(JsonReader in, LargeOutput.Source source) {
        this.in = in;
        this.source = source;
    }

    /** The events; null if the row is not as expected, which whoever tells faults has to look at. */
    @Nullable
    List<Event> read() {
        in.next();
        if (!in.isList()) {
            return null;
        }
        List<Event> events = new ArrayList<>();
        while (in.next()) {
            Event event = in.isObject() && "type".equals(in.nextKey()) && in.isText() ? event(in.text()) : null;
            if (event == null) {
                return null;
            }
            events.add(event);
        }
        in.requireEnd();
        return events;
    }

    private @Nullable Event event(String type) {
        return switch (type) {
            case "AttemptStarted" -> readStep() ? started() : null;
            case "AttemptEnded" -> readStep() && outcome != null && next != null ? ended(outcome, next) : null;
            default -> EventDecoding.decode(new EventReader(in.rest("type", type), source));
        };
    }

    /** Reads the fields of the object that it is in; whether they are as expected. */
    private boolean readStep() {
        Arrays.fill(numbers, ABSENT);
        outcome = null;
        next = null;
        others = Map.of();
        for (String key = in.nextKey(); key != null; key = in.nextKey()) {
            if (!take(key)) {
                return false;
            }
        }
        boolean complete = numbers[AT] != ABSENT && isInt(NODE) && isInt(ATTEMPT);
        return complete && (numbers[ITEM] == ABSENT || isInt(ITEM)) && (numbers[N] == ABSENT || isInt(N));
    }

    private boolean take(String key) {
        int number = number(key);
        if (number != NO_NUMBER) {
            boolean expected = in.isWhole() && numbers[number] == ABSENT;
            numbers[number] = expected ? in.whole() : ABSENT;
            return expected;
        }
        if (key.equals("outcome") && outcome == null && in.isText()) {
            outcome = in.text();
            return true;
        }
        if (key.equals("next") && next == null && in.isText()) {
            next = in.text();
            return true;
        }
        others = others.isEmpty() ? new LinkedHashMap<>() : others;
        Object value = in.value();
        return value != null && !key.equals("type") && others.put(key, value) == null;
    }

    private static int number(String key) {
        return switch (key) {
            case "at" -> AT;
            case "node" -> NODE;
            case "item" -> ITEM;
            case "n" -> N;
            case "attempt" -> ATTEMPT;
            case "deadline" -> DEADLINE;
            case "started_at" -> STARTED_AT;
            case "ended_at" -> ENDED_AT;
            case "next_at" -> NEXT_AT;
            default -> NO_NUMBER;
        };
    }

    private boolean isInt(int number) {
        return numbers[number] == (int) numbers[number];
    }

    private Event started() {
        return new Event.AttemptStarted(numbers[AT], activation(), (int) numbers[ATTEMPT], optional(DEADLINE));
    }

    private @Nullable Event ended(String outcomeName, String nextName) {
        if (numbers[STARTED_AT] == ABSENT || numbers[ENDED_AT] == ABSENT) {
            return null;
        }
        EventReader fields = new EventReader(others, source);
        return new Event.AttemptEnded(
                numbers[AT],
                activation(),
                (int) numbers[ATTEMPT],
                Wire.parse(Outcome.class, outcomeName),
                numbers[STARTED_AT],
                numbers[ENDED_AT],
                fields.output(),
                fields.writes(),
                fields.failure(),
                fields.textOrNull("log"),
                Wire.parse(Next.class, nextName),
                optional(NEXT_AT));
    }

    private Activation activation() {
        int item = numbers[ITEM] == ABSENT ? Activation.NO_ITEM : (int) numbers[ITEM];
        int n = numbers[N] == ABSENT ? 1 : (int) numbers[N];
        return new Activation((int) numbers[NODE], item, n);
    }

    private @Nullable Long optional(int number) {
        return numbers[number] == ABSENT ? null : (Long) numbers[number];
    }
}
