package dev.orchestration.state.event;

import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.TraceContext;
import dev.orchestration.state.WorkflowStatus;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** At least one event of every type, with the values that are hard to write: for the codec and for every store. */
@NullMarked
public final class EventSamples {
    /** 2026-01-01T00:00:00Z. */
    public static final long T0 = 1_767_225_600_000_000L;

    /** Quotes, control characters, text outside the basic plane, a lone surrogate of either kind. */
    public static final String HARD_TEXT = "\"\\\n\r\t\u0000\u001f\u007f ü 日本 \ud83d\ude00 \ud800 x \udc00";

    /** As {@link #HARD_TEXT} without the lone surrogates, which a key must not have. */
    public static final String HARD_KEY = "\"\\\n\t\u0000\u007f ü 日本 \ud83d\ude00";

    private static final Failure FAILURE =
            new Failure("ProcessFailed", "exit code 3: " + HARD_TEXT, ErrorKind.EXTERNAL);

    private EventSamples() {}

    /** Every type, optional fields once given and once left out. */
    public static List<Event> every() {
        List<Event> events = new ArrayList<>(ofExecutions());
        events.addAll(ofSteps());
        events.addAll(List.of(
                new Event.ContextChanged(T0, writes(), "a person"),
                new Event.Noted(T0, "budget", "spent", hardJson()),
                new Event.Noted(T0, "budget", "nothing", null),
                new Event.OwnerTaken(T0, 7, "0123abcd"),
                new Event.CommandReceived(T0, "c-1", HARD_TEXT, "run", "0123abcd", null, null),
                new Event.CommandReceived(T0, "c-2", "ada", "fly", null, "COMMAND_REFUSED", HARD_TEXT)));
        return List.copyOf(events);
    }

    private static List<Event> ofExecutions() {
        return List.of(
                new Event.ExecutionCreated(
                        T0,
                        HARD_TEXT,
                        "sha256:1",
                        hardJson(),
                        "session",
                        "priority",
                        Long.MIN_VALUE,
                        "/a b",
                        List.of()),
                new Event.ExecutionCreated(
                        T0, "w", "sha256:1", Map.of(), "session", "parallel", 1, "/", List.of("/data", "/ü \"b\"")),
                new Event.ExecutionCreated(
                        T0,
                        "w",
                        "sha256:1",
                        Map.of(),
                        "session",
                        "parallel",
                        1,
                        "/",
                        List.of(),
                        "order 7 \"ü\" \ud83d\ude00"),
                created("0123abcd", null, null),
                created(null, new Parent("0123abcd", new Activation(3, 17, 2), HARD_TEXT, 2), "/a b"),
                created(null, new Parent("0123abcd", Activation.first(0), "s", 1), null),
                traced(new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "00", null)),
                traced(new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "01", "a=1,b=2 3")),
                new Event.ExecutionStarted(T0),
                new Event.ExecutionPaused(T0 + 1, "interrupted"),
                new Event.ExecutionContinued(T0 + 2, "me"),
                new Event.CancelRequested(T0 + 3, CancelScope.EXECUTION, null, "me", ""),
                new Event.CancelRequested(T0 + 3, CancelScope.STEP, 4, "me", "no need"),
                new Event.CancelRequested(T0 + 3, CancelScope.FINALLY, null, "me", "enough"),
                new Event.CancelRequested(T0 + 3, CancelScope.COMPENSATION, null, "me", "enough"),
                new Event.ExecutionCompensating(T0 + 3, FAILURE),
                new Event.ExecutionCompensating(T0 + 3, null),
                new Event.ExecutionFinishing(T0 + 3, WorkflowStatus.FAILED, FAILURE),
                new Event.ExecutionFinishing(T0 + 3, WorkflowStatus.COMPLETED, null),
                new Event.ExecutionEnded(T0 + 4, 1, WorkflowStatus.FAILED, FAILURE),
                new Event.ExecutionReopened(T0 + 5, 2, "me", List.of(0, 3)),
                new Event.ExecutionReopened(T0 + 5, 2, "me", List.of()),
                new Event.ExecutionEnded(T0 + 6, 2, WorkflowStatus.COMPLETED, null));
    }

    private static Event created(@Nullable String origin, @Nullable Parent parent, @Nullable String folder) {
        return new Event.ExecutionCreated(
                T0, "w", "sha256:1", Map.of(), "s", "parallel", 1, "/", List.of(), null, origin, parent, folder);
    }

    private static Event traced(TraceContext trace) {
        return new Event.ExecutionCreated(
                T0, "w", "sha256:1", Map.of(), "s", "parallel", 1, "/", List.of(), null, null, null, null, trace);
    }

    private static List<Event> ofSteps() {
        Activation first = Activation.first(0);
        Activation later = new Activation(3, 17, 2);
        return List.of(
                new Event.TaskSubmitted(T0, 0, HARD_TEXT, hardJson(), List.of()),
                new Event.TaskSubmitted(T0, 7, "t7", Map.of(), List.of("old", HARD_TEXT)),
                new Event.AttemptBeat(T0, first, 1, hardJson()),
                new Event.AttemptBeat(T0, later, 2, null),
                new Event.Expanded(T0, 3, 100_000, null),
                new Event.Expanded(
                        T0,
                        3,
                        3,
                        Json.freeze(Arrays.asList(null, HARD_TEXT, hardJson()), "a sample") instanceof List<?> items
                                ? items
                                : List.of()),
                new Event.Activated(T0, later, "run_if"),
                new Event.Skipped(T0, first, "run_if is false"),
                new Event.WaitWithdrawn(T0, later),
                new Event.ChildBegun(T0, later, "0123abcd"),
                new Event.WaitOpened(T0, first, "child", null, "child of 0123abcd 0 1", null, Map.of()),
                new Event.OutputCached(T0, first, "sha256:00ff", null, T0 + 1),
                new Event.OutputCached(T0, later, "sha256:00ff", "0123abcd", null),
                new Event.NodeKept(T0, first, "0123abcd", Event.NodeKept.COMPLETED, hardJson(), writes()),
                new Event.NodeKept(
                        T0, later, "0123abcd", Event.NodeKept.COMPLETED, LargeOutput.held("[\"kept\"]"), List.of()),
                new Event.NodeKept(T0, later, "0123abcd", Event.NodeKept.AGAIN, null, writes()),
                new Event.NodeKept(T0, first, "0123abcd", Event.NodeKept.SKIPPED, null, List.of()),
                new Event.AttemptStarted(T0, first, 1, null),
                new Event.AttemptStarted(T0, later, 2, T0 + 5_000_000),
                new Event.AttemptNoted(T0, first, 1, 4_194_304, 12_345_678_901L, "a/b.log"),
                new Event.AttemptNoted(T0, first, 1, 0, 0, null),
                attemptEnded(first, Outcome.COMPLETED, hardJson(), writes(), Next.COMPLETED),
                attemptEnded(later, Outcome.COMPLETED, null, List.of(), Next.COMPLETED),
                attemptEnded(later, Outcome.COMPLETED, LargeOutput.held("[\"ü\"]"), List.of(), Next.COMPLETED),
                new Event.AttemptEnded(
                        T0 + 9,
                        later,
                        1,
                        Outcome.COMPLETED,
                        T0,
                        T0 + 8,
                        "x",
                        writes(),
                        null,
                        null,
                        Next.AGAIN,
                        T0 + 99),
                attemptEnded(later, Outcome.SHUT_DOWN, null, List.of(), Next.RERUN),
                new Event.AttemptEnded(
                        T0 + 9,
                        later,
                        2,
                        Outcome.TIMED_OUT,
                        T0,
                        T0 + 8,
                        null,
                        List.of(),
                        FAILURE,
                        "l",
                        Next.RETRY,
                        T0 + 99),
                new Event.WaitOpened(T0, first, "timer", T0 + 60_000_000),
                new Event.WaitOpened(T0, later, "timer", null),
                new Event.WaitOpened(T0, first, "signal", null, HARD_TEXT, null, Map.of("filter", hardJson())),
                new Event.WaitOpened(T0, later, "approval", T0 + 5, "Ship it?", hardJson(), Map.of()),
                new Event.WaitEnded(T0 + 1, first, "answered", "yes"),
                new Event.WaitEnded(T0 + 1, later, "answered", hardJson(), HARD_TEXT),
                new Event.SignalReceived(T0, HARD_TEXT, hardJson(), "ada"),
                new Event.SignalReceived(T0, "go", null, HARD_TEXT),
                new Event.WaitEnded(T0 + 1, later, "due", null));
    }

    private static Event attemptEnded(
            Activation activation,
            Outcome outcome,
            @org.jspecify.annotations.Nullable Object output,
            List<ContextWrite> writes,
            Next next) {
        return new Event.AttemptEnded(
                T0 + 9, activation, 1, outcome, T0 + 1, T0 + 8, output, writes, null, null, next, null);
    }

    /** Set, set to JSON's null, removed. */
    public static List<ContextWrite> writes() {
        return List.of(
                new ContextWrite("report.rows", JsonValue.of(List.of(1, "two"), "a value")),
                new ContextWrite(HARD_TEXT, JsonValue.of(HARD_TEXT, "a value")),
                new ContextWrite("report.empty", new JsonValue(null)),
                new ContextWrite("report.old", null));
    }

    /** Every kind of JSON value, frozen. */
    public static Map<String, Object> hardJson() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("text", HARD_TEXT);
        map.put(HARD_KEY, true);
        map.put("long", Long.MAX_VALUE);
        map.put("big", BigInteger.TWO.pow(200).negate());
        map.put("double", 0.1);
        map.put("tiny", Double.MIN_VALUE);
        map.put("huge", Double.MAX_VALUE);
        map.put("exact", new BigDecimal("0.1000000000000000000000000000001"));
        map.put("list", Arrays.asList(1, null, List.of(), Map.of()));
        map.put("deep", nested(100));
        return Json.freezeMap(map, "a sample");
    }

    /** Empty text in {@code depth} lists, one in the other. */
    public static Object nested(int depth) {
        Object value = "";
        for (int i = 0; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }
}
