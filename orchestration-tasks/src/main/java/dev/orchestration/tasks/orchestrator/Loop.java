package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.decide.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives executions: drain, decide, admit, record, act. What follows from a step is carried out only after the step is
 * recorded, in one commit, so whatever the world sees of an execution is in the journal. Confined to one thread at a time,
 * the owner of the step, whom the {@link Drive} chooses; everybody else posts messages to the inbox.
 */
final class Loop implements Drive.Steps {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final int BATCH = 4_096;

    private final World world;
    private final Environment environment;
    private final Reception reception;
    private final StepClock clock;
    private final Capacity capacity;
    private final Admission admission;
    private final Attempts attempts;
    private final Recorder recorder;
    private final Standstill standstill;
    private final Alarm alarm;
    private final Roster roster;
    private final Timers timers = new Timers();
    /** Whoever waits for a rate to refill, or for a lease to expire, is looked at again in the step in which it fires. */
    private final Timer another = Timer.of(on -> {});

    private final Answers answers = new Answers();
    private final List<Message> batch = new ArrayList<>();
    private Runnable whenStopped = () -> {};
    private @Nullable String suspension;
    private final Fault fault;
    private boolean stopping;
    private boolean held;
    private volatile boolean stopped;
    /** Whose step it is; only the thread itself finds itself here. */
    private @Nullable Thread stepping;

    Loop(World world, Environment environment) {
        this.world = world;
        this.environment = environment;
        this.fault = new Fault(environment.giveUp());
        this.reception = new Reception(world.drive(), environment);
        this.clock = new StepClock(world.clock());
        Window window = new Window(environment.slots(), world.workers().open(environment.slots()));
        this.capacity = new Capacity(environment.resources(), environment.slots(), window, clock);
        this.admission = new Admission(reception, capacity);
        this.attempts = new Attempts(this, admission, capacity);
        Obligations obligations = new Obligations(this, world, attempts.deadlines());
        this.recorder = new Recorder(environment, world, obligations, window);
        this.standstill = new Standstill(recorder, clock);
        this.alarm = new Alarm(timers, standstill, clock);
        this.roster = new Roster(admission, obligations, recorder);
    }

    /** Lets the drive step from now on. */
    void begin(Runnable atTheEnd) {
        whenStopped = atTheEnd;
        world.drive().begin(this, environment.durable());
    }

    /** Where other threads tell the loop something. */
    Reception reception() {
        return reception;
    }

    /** Why nothing can be recorded at the moment, or ever again by this engine, if that is so; any thread may ask. */
    Optional<OrchestrationException> trouble() {
        return Optional.ofNullable(fault.reason()).or(() -> Optional.ofNullable(standstill.reason()));
    }

    /** Whether the calling thread is just making a step. */
    boolean isStepping() {
        return stepping == Thread.currentThread();
    }

    /** One step, and another at once if it made room for whom nobody else would wake; blocks for the commit alone. */
    @Override
    public int step(long reading) {
        if (stopped) {
            return 0;
        }
        stepping = Thread.currentThread();
        int taken = 0;
        try {
            taken = once(reading);
            while (roster.takeRoomMade() && !stopping) {
                taken += once(Drive.NO_READING);
            }
        } catch (RuntimeException | Error e) { // the engine's own fault: what it believes may be wrong by now
            LOG.error("the loop failed", e);
            OrchestrationException why = new OrchestrationException(ErrorCode.INTERNAL, "the engine failed: " + e, e);
            fail(why);
            batch.forEach(message -> message.refuse(why));
        }
        world.workers().flush();
        alarm.tell(world.drive());
        stepping = null;
        if (stopping) {
            end();
        }
        return taken;
    }

    private int once(long reading) {
        clock.begin(reading);
        batch.clear();
        reception.inbox().drain(batch, BATCH);
        int size = batch.size();
        if (standstill.isOn() && !standstill.isOver(this, batch, answers)) {
            return size;
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).deliver(this);
        }
        if (timers.next() != null) {
            timers.fire(clock.nanos(), this);
        }
        if (!fault.isOn()) {
            fillAndRecord();
        }
        if (!standstill.isOn()) {
            answers.give(fault.reason());
        }
        fault.afterStep(capacity.isInUse());
        if (suspension != null && (fault.isOn() || capacity.isIdle())) {
            stopping = true;
        }
        return size;
    }

    private void fillAndRecord() {
        if (suspension != null) {
            String reason = suspension;
            roster.all().forEach(each -> each.decide(new Signal.SuspendAsked(now(), reason)));
        } else if (held) {
            roster.keepForLater();
        } else {
            roster.admit(now());
            timers.setIfAny(another, admission.fill(now()));
        }
        OrchestrationException refused = recorder.record(roster.changes());
        if (refused != null && !standstill.begins(this, refused)) {
            fail(refused);
        }
    }

    /**
     * The journal did not take a step, or takes none any more: nothing of it is carried out, and nothing more is decided,
     * because memory may be ahead of the store. Attempts that run are ended; the store goes on when it is opened again.
     */
    void fail(OrchestrationException e) {
        fault.begin(e);
        standstill.end();
        roster.refuseNewcomers(e);
        world.workers().close();
        roster.all().forEach(attempts::letGo);
        roster.refuseAll(e);
        roster.clear();
    }

    private void end() {
        stopped = true;
        reception.inbox().close().forEach(message -> message.refuse(Environment.closed()));
        roster.refuseAll(Environment.closed());
        whenStopped.run();
    }

    @Override
    public boolean hasMessages() {
        return reception.inbox().hasMessages();
    }

    @Override
    public OptionalLong nextTimer() {
        return alarm.next();
    }

    @Override
    public boolean stopped() {
        return stopped;
    }

    /** Whether it is about to stop. */
    boolean isSuspending() {
        return suspension != null;
    }

    /** The executions. */
    Roster roster() {
        return roster;
    }

    void signal(ExecutionId id, LongFunction<Signal> signal) {
        Hosted target = roster.find(id);
        if (target != null) {
            target.decide(signal.apply(now()));
        }
    }

    /** Ends every attempt, pauses every execution, and stops; nothing new starts. */
    void suspend(String reason, long patienceNanos) {
        suspension = reason;
        roster.refuseNewcomers(Environment.closed());
        timers.set(Timer.of(on -> attempts.leaveBehind()), world.clock().nanos() + patienceNanos);
        for (Hosted each : roster.all()) {
            each.running().all().forEach(attempt -> attempts.end(attempt, EndReason.SHUTDOWN));
        }
    }

    /** While it is on hold it accepts and records, but starts nothing. */
    void hold(boolean on) {
        held = on;
    }

    /** The request is answered once this step is recorded, or refused if it cannot be. */
    void answerAfterCommit(Request<?> request) {
        answers.awaitedBy(request);
    }

    Attempts attempts() {
        return attempts;
    }

    Timers timers() {
        return timers;
    }

    /** The time of the step: microseconds since 1970. */
    long now() {
        return clock.micros();
    }

    /** The moment of the monotonic clock that is so many microseconds after this step. */
    long nanosAfter(long micros) {
        return clock.nanos() + micros * 1_000;
    }
}
