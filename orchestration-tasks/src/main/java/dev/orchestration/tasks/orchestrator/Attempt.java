package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.tasks.decide.Signal.AttemptResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One attempt in hand: all a worker needs for it, so that it never looks into the loop's state, what the loop knows of it,
 * and in the end the message by which the worker tells of it. What is public may be called from any thread; the rest is
 * confined to the loop.
 */
public final class Attempt extends Living {
    private static final long NOT_YET = Long.MIN_VALUE;
    private static final AtomicLongFieldUpdater<Attempt> BEGUN_AT =
            AtomicLongFieldUpdater.newUpdater(Attempt.class, "begunAt");

    /** Where a worker tells of it. */
    interface Desk {
        /** Takes the end of an attempt, at {@code reading} of the wall clock; gives what this thread took in then. */
        int told(Attempt attempt, long reading);

        /** Takes a message that is never refused but by the end of the loop; says whether it was taken. */
        boolean post(Message message);

        /** The loop has come to its end, so what the attempt holds is given back without it. */
        void giveBack(Holding held);

        /** The store's log folder. */
        Path logs();
    }

    private final Desk desk;
    private final Hosted owner;
    private final Event.AttemptStarted start;
    private final TaskSpec spec;
    private final ActionKind kind;
    private final Grant grant;
    private AttemptWork work = frame -> null;
    private Map<String, JsonValue> snapshot = Map.of();
    private volatile long begunAt = NOT_YET;
    /** Written by the worker before it posts this message, read by the loop after. */
    private @Nullable AttemptResult result;

    Attempt(Desk desk, Hosted owner, Event.AttemptStarted start, Grant grant) {
        super(owner.state().row(start.activation()));
        this.desk = desk;
        this.owner = owner;
        this.start = start;
        this.spec = owner.hosting().plan().spec(start.activation().node());
        this.kind = owner.kind(row());
        this.grant = grant;
        countFrom(start.at());
    }

    public ExecutionId execution() {
        return owner.id();
    }

    public Activation activation() {
        return start.activation();
    }

    /** From 1. */
    public int number() {
        return start.attempt();
    }

    public AttemptKey key() {
        return new AttemptKey(owner.id(), start.activation(), start.attempt());
    }

    /** The task's name as people see it. */
    public String label() {
        return start.activation().label(spec.name());
    }

    public TaskSpec spec() {
        return spec;
    }

    /** On which sort of thread it runs best. */
    public ActionKind kind() {
        return kind;
    }

    public AttemptWork work() {
        return work;
    }

    public WorkingDirectory directory() {
        return owner.hosting().directory();
    }

    /** The shared context as it was when the attempt was handed out. */
    public Map<String, JsonValue> snapshot() {
        return snapshot;
    }

    /** When it was handed out; microseconds since 1970. */
    public long startedAt() {
        return start.at();
    }

    /**
     * When it times out, which counts from its real beginning; microseconds since 1970, null for never. Before it begins,
     * as if it had begun when it was handed out.
     */
    public @Nullable Long deadline() {
        Duration timeout = spec.timeout();
        long begun = begunAt;
        return begun == NOT_YET || timeout == null ? start.deadline() : (Long) (begun + timeout.toNanos() / 1_000);
    }

    /** The activation's id, the same for each of its attempts. */
    public String idempotencyKey() {
        return owner.id() + "/" + label();
    }

    /** The store's log folder. */
    public Path logs() {
        return desk.logs();
    }

    /** Its log file, relative to {@link #logs()}. */
    public String log() {
        return LogNames.of(key(), spec.name());
    }

    /** How long it takes if it takes as long as others of its action did; infinite if nothing is known. Microseconds. */
    public double expectedMicros() {
        return grant.pace().mean();
    }

    /** When a worker began it, the smallest number while none has told; microseconds since 1970. */
    long begunAt() {
        return begunAt;
    }

    /** Whether a worker has told that it began. */
    boolean hasBegun() {
        return begunAt != NOT_YET;
    }

    /** A worker begins it now; microseconds since 1970. */
    public void begun(long at) {
        BEGUN_AT.lazySet(this, at); // nobody waits for it, so the worker need not wait until all have seen it
    }

    /**
     * The attempt is over; told exactly once.
     *
     * @return how many messages this thread itself took in thereby, as the owner of the step
     */
    public int returned(AttemptResult told) {
        if (result != null) {
            throw new IllegalStateException("the end of " + key() + " was told twice");
        }
        result = told;
        return desk.told(this, told.endedAt());
    }

    /** A process does the work. */
    public void process(long pid, long pidStart) {
        desk.post(Message.of(on -> on.attempts()
                .note(
                        this,
                        at -> new Event.AttemptNoted(at, start.activation(), start.attempt(), pid, pidStart, log()))));
    }

    @Override
    void askToRecord() {
        desk.post(Message.of(on -> on.attempts().recordBeat(this)));
    }

    @Override
    void deliver(Loop on) {
        AttemptResult end = result;
        if (end != null) {
            on.attempts().returned(this, end);
        }
    }

    @Override
    void refuse(OrchestrationException why) {
        Holding held = grant.resources();
        if (held != null) {
            desk.giveBack(held);
        }
    }

    /** What the worker told of its end. */
    Optional<AttemptResult> told() {
        return Optional.ofNullable(result);
    }

    Hosted owner() {
        return owner;
    }

    int node() {
        return start.activation().node();
    }

    Pace pace() {
        return grant.pace();
    }

    @Nullable
    Holding resources() {
        return grant.resources();
    }

    /** Why it can only fail, null if it need not. */
    @Nullable
    OrchestrationException refusal() {
        return grant.refusal();
    }

    /** What it holds from its beginning to its end. */
    public Map<ResourceId, Double> amounts() {
        Holding held = grant.resources();
        return held == null ? Map.of() : held.amounts();
    }

    /** When it ends by estimate, never before {@code now}; microseconds since 1970. */
    long expectedEnd(long now) {
        return Math.max(now, start.at() + owner.hosting().plan().estimate(node()));
    }

    /** A worker gets it. */
    void prepare(AttemptWork what, Map<String, JsonValue> context) {
        work = what;
        snapshot = context;
    }
}
