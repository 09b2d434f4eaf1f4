package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.tasks.decide.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives executions: drain, decide, admit, record, act. What follows from a step is carried out only after the step is
 * recorded, in one commit, so whatever the world sees of an execution is in the journal. Confined to one thread at a time,
 * the owner of the step; everybody else posts messages to the inbox.
 */
public final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final int BATCH = 4_096;

    private final World world;
    private final Environment environment;
    private final Admission admission;
    private final Attempts attempts;
    private final Obligations obligations;
    private final Lobby lobby = new Lobby();
    private final Timers timers = new Timers();
    private final Map<ExecutionId, Hosted> hosted = new LinkedHashMap<>();
    private final List<StoredDefinition> definitions = new ArrayList<>();
    private final List<Request<?>> unanswered = new ArrayList<>();
    private final List<Message> batch = new ArrayList<>();
    private @Nullable String suspension;
    private @Nullable OrchestrationException fault;
    private boolean stopped;
    private boolean held;
    private boolean roomMade;
    private long now;

    Loop(World world, Environment environment) {
        this.world = world;
        this.environment = environment;
        this.admission = new Admission(environment.resources(), environment.slots());
        this.attempts = new Attempts(this, admission, world.workers());
        this.obligations = new Obligations(this, world, environment);
    }

    /** Runs steps until the loop is told to stop, waiting between them without polling. */
    void run() {
        while (!stopped) {
            try {
                step();
            } catch (RuntimeException | Error e) { // the engine's own fault: what it believes may be wrong by now
                LOG.error("the loop failed", e);
                fail(new OrchestrationException(ErrorCode.INTERNAL, "the engine failed: " + e, e));
                OrchestrationException why = Objects.requireNonNull(fault);
                batch.forEach(message -> message.refuse(why));
            }
            if (!stopped) {
                world.inbox().await(timers.nanosToNext(world.clock().nanos()));
            }
        }
        world.inbox().close().forEach(message -> message.refuse(Environment.closed()));
        hosted.values().forEach(each -> each.refuse(Environment.closed()));
    }

    /** One step, and another at once if it made room for whom nobody else would wake; blocks for the commit alone. */
    void step() {
        do {
            roomMade = false;
            once();
        } while (roomMade && !stopped);
    }

    private void once() {
        now = world.clock().micros();
        batch.clear();
        world.inbox().drain(batch, BATCH);
        batch.forEach(message -> message.deliver(this));
        timers.fire(world.clock().nanos(), this);
        if (fault == null) {
            if (suspension != null) {
                pauseWhatIsQuiet(suspension);
            } else if (!held) {
                lobby.admit(now);
                admission.fill(hosted.values(), now);
            }
            record();
        }
        answer();
        if (suspension != null && (fault != null || admission.busy() == 0)) {
            stopped = true;
        }
    }

    private void answer() {
        OrchestrationException why = fault;
        unanswered.forEach(request -> request.over(why));
        unanswered.clear();
    }

    private void record() {
        List<Hosted> changed = new ArrayList<>();
        List<Commit> commits = new ArrayList<>();
        for (Hosted each : hosted.values()) {
            if (each.hasPending()) {
                changed.add(each);
                commits.add(each.takePending());
            }
        }
        if (commits.isEmpty()) {
            return;
        }
        try {
            environment.journal().append(new Batch(commits, List.copyOf(definitions)));
        } catch (OrchestrationException e) {
            fail(e);
            return;
        }
        definitions.clear();
        for (int i = 0; i < changed.size(); i++) {
            obligations.carryOut(changed.get(i), commits.get(i).events());
        }
        for (Commit commit : commits) {
            environment.announce(commit, world.listeners());
        }
    }

    /**
     * The journal did not take a step: nothing of it is carried out, and nothing more is decided, because memory may be
     * ahead of the store. Attempts that run are ended; the store goes on from its last commit when it is opened again.
     */
    private void fail(OrchestrationException e) {
        fault = e;
        world.workers().close();
        for (Hosted each : hosted.values()) {
            attempts.letGo(each);
            each.refuse(e);
        }
        hosted.clear();
    }

    private void pauseWhatIsQuiet(String reason) {
        for (Hosted each : hosted.values()) {
            each.decide(new Signal.SuspendAsked(now, reason));
        }
    }

    // What messages do. All of it runs on the loop.

    /** Takes an execution in, unless the loop is about to stop: then it is refused. */
    boolean host(Hosted newcomer, boolean recordDefinition) {
        if (fault != null || suspension != null) {
            newcomer.refuse(fault != null ? fault : Environment.closed());
            return false;
        }
        hosted.put(newcomer.id(), newcomer);
        if (recordDefinition) {
            definitions.add(newcomer.hosting().definition());
        }
        return true;
    }

    /** Takes up an execution that has a history: tells its decider what is new, and lets it go on. */
    void takeUp(Hosted newcomer, List<LongFunction<Signal>> first) {
        if (hosted.containsKey(newcomer.id())) {
            newcomer.refuse(new OrchestrationException(
                    ErrorCode.WRONG_STATE, "execution " + newcomer.id() + " is being carried out already"));
        } else if (host(newcomer, false)) {
            first.forEach(signal -> newcomer.decide(signal.apply(now)));
            enroll(newcomer);
        }
    }

    /** Lets an execution begin, or go on, in its session. */
    void enroll(Hosted newcomer) {
        WorkflowStatus status = newcomer.state().lifecycle().status();
        if (status == WorkflowStatus.PENDING) {
            lobby.enter(newcomer);
        } else if (!status.isEnded()) {
            lobby.count(newcomer);
            obligations.rearm(newcomer, now);
        } else if (!newcomer.hasPending()) {
            hosted.remove(newcomer.id());
            newcomer.refuse(new OrchestrationException(
                    ErrorCode.WRONG_STATE, "execution " + newcomer.id() + " is " + status.wire() + " already"));
        }
        if (!newcomer.hasPending()) {
            newcomer.accepted().complete(null);
        }
    }

    void unhost(Hosted gone) {
        hosted.remove(gone.id());
        roomMade |= lobby.leave(gone);
    }

    void signal(ExecutionId id, LongFunction<Signal> signal) {
        Hosted target = hosted.get(id);
        if (target != null) {
            target.decide(signal.apply(now));
        }
    }

    @Nullable
    Hosted hosted(ExecutionId id) {
        return hosted.get(id);
    }

    /** Ends every attempt, pauses every execution, and stops; nothing new starts. */
    void suspend(String reason, long patienceNanos) {
        suspension = reason;
        timers.set(world.clock().nanos() + patienceNanos, on -> on.stopped = true);
        for (Hosted each : hosted.values()) {
            each.running().values().forEach(attempt -> attempts.end(attempt, EndReason.SHUTDOWN));
        }
    }

    /** While it is on hold it accepts and records, but starts nothing. */
    void hold(boolean on) {
        held = on;
    }

    /** The request is answered once this step is recorded, or refused if it cannot be. */
    void answerAfterCommit(Request<?> request) {
        unanswered.add(request);
    }

    Attempts attempts() {
        return attempts;
    }

    Timers timers() {
        return timers;
    }

    long now() {
        return now;
    }
}
