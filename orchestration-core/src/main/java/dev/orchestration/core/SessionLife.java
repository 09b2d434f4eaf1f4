package dev.orchestration.core;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.orchestrator.SessionDesk;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.WorkflowHandle;
import jakarta.inject.Provider;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of sessions: they get what they require, their time passes, they end. Thread-safe; holds no lock while it waits
 * for the loop.
 */
final class SessionLife {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLife.class);

    private final Clock clock;
    private final Executor errands;
    private final Provider<Started> started;
    private final Provider<Executions> executions;
    private final Consumer<LiveSession> over;
    private final AtomicReference<@Nullable SessionDesk> desk = new AtomicReference<>();

    /**
     * Makes one.
     *
     * @param errands runs one thing after the other on another thread
     * @param over is told of sessions that have ended
     */
    SessionLife(
            Clock clock,
            Executor errands,
            Provider<Started> started,
            Provider<Executions> executions,
            Consumer<LiveSession> over) {
        this.clock = clock;
        this.errands = errands;
        this.started = started;
        this.executions = executions;
        this.over = over;
    }

    /** The loop cannot wait for itself. */
    private void later(Runnable act) {
        errands.execute(() -> {
            try {
                act.run();
            } catch (
                    OrchestrationException e) { // the store is lost, or the engine closed: the next one makes up for it
                LOG.warn("what became of a session is not recorded: {}", e.getMessage());
            }
        });
    }

    /** The loop works from now on. */
    void take(SessionDesk works) {
        desk.set(works);
    }

    /** Whether the session has more than limits, so that the loop has to do something for it. */
    boolean isNeeded(LiveSession session) {
        OrchestrationSession now = session.session();
        return !now.resourceRequirements().isEmpty() || now.timeout() != null;
    }

    /** Has the loop started, if it is not yet. */
    SessionDesk start() {
        SessionDesk works = desk.get();
        if (works == null) {
            works = Built.by(started).orchestrator().ownerDesk().sessions();
            desk.set(works);
        }
        return works;
    }

    /** Gives the session what it requires, and lets its time pass; does nothing the second time. */
    void begin(LiveSession session) {
        if (session.hasBegun()) {
            return;
        }
        if (isNeeded(session) || session.left() != null) {
            begin(session, start(), executions.get(), new YoungExecutions(executions.get()));
        }
    }

    /** As {@link #begin(LiveSession)}, for a loop that is there. */
    void begin(LiveSession session, SessionDesk works, Executions known, YoungExecutions young) {
        if (!session.begins()) {
            return;
        }
        publish(session, known, young);
        OrchestrationSession now = session.session();
        boolean seated = now.resourceRequirements().isEmpty()
                || works.open(
                        now.id(), now.name(), now.resourceRequirements(), () -> later(() -> seated(session, works)));
        if (seated) {
            seated(session, works);
        } else if (now.status() == SessionStatus.ACTIVE) {
            LOG.warn(
                    "session {} waits for {}, which an earlier engine could give it",
                    now.name(),
                    now.resourceRequirements());
            letPass(session, works);
        }
        giveBackIfOver(session, works);
    }

    /** What executions of an earlier engine wrote, where that could not join the context any more. */
    private void publish(LiveSession session, Executions known, YoungExecutions young) {
        Unpublished left = session.left();
        if (left == null) {
            return;
        }
        List<ExecutionRow> begun = young.since(left.since());
        for (ExecutionRow row : left.rows(session.session().id(), known, begun)) {
            if (row.endedAt() == null) {
                session.open(row.id());
            } else {
                publish(session, row, known);
            }
        }
        session.page().changed(); // the row is this engine's from now on, and the next one need not look so far back
        session.page().saveIfPossible();
    }

    private static void publish(LiveSession session, ExecutionRow row, Executions known) {
        try {
            session.publish(row.id(), row.createdAt(), ContextWrites.of(known.contextHistory(row)));
        } catch (OrchestrationException e) {
            LOG.warn("what execution {} wrote does not join its session: {}", row.id(), e.getMessage());
        }
    }

    private void seated(LiveSession session, SessionDesk works) {
        boolean waited = session.session().status() == SessionStatus.ACTIVE;
        if (session.activate() || waited) {
            letPass(session, works);
        }
        giveBackIfOver(session, works);
    }

    private void letPass(LiveSession session, SessionDesk works) {
        OrchestrationSession now = session.session();
        Duration timeout = now.timeout();
        Long since = now.startedAt();
        if (timeout == null || since == null) {
            return;
        }
        Duration left = timeout.minus(clock.micros() - since, ChronoUnit.MICROS);
        String reason = "session " + now.name() + " did not end within its timeout of " + timeout.toMillis() + " ms";
        works.expireAfter(
                now.id(),
                left.compareTo(timeout) > 0 ? timeout : left,
                reason,
                () -> later(() -> {
                    end(session, SessionStatus.FAILED, reason);
                }));
    }

    /** Ends what runs in it and gives back what it has; does nothing if it has ended. */
    void end(LiveSession session, SessionStatus status, String reason) {
        List<WorkflowHandle> running = session.end(status, reason);
        if (running == null) {
            return;
        }
        over.accept(session);
        try {
            session.page().save();
        } finally {
            running.forEach(each -> SessionEnd.cancel(session.session(), each));
            session.tell(status.wire()); // before others get what it had, and are told of that
            giveBack(session);
        }
    }

    private void giveBack(LiveSession session) {
        SessionDesk works = desk.get();
        if (works == null || !session.hasBegun()) {
            return;
        }
        giveBack(session, works);
    }

    /** Whoever ended it meanwhile may have come before the loop knew of it. */
    private static void giveBackIfOver(LiveSession session, SessionDesk works) {
        if (session.session().status().isEnded()) {
            giveBack(session, works);
        }
    }

    private static void giveBack(LiveSession session, SessionDesk works) {
        try {
            works.close(session.session().id());
        } catch (OrchestrationException e) {
            if (e.code() != ErrorCode.CLOSED) {
                throw e;
            }
        }
    }
}
