package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Insight;
import dev.orchestration.tasks.decide.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what recorded events oblige to: start an attempt, set a timer, end what was cancelled, tell who waits. At
 * recovery the obligations that are still open are derived from the state and taken up again. Confined to the loop.
 */
final class Obligations {
    /** They oblige to nothing. */
    private static final Set<Class<? extends Event>> WITHOUT = Set.of(
            Event.ExecutionCreated.class,
            Event.ExecutionCompensating.class,
            Event.ExecutionFinishing.class,
            Event.ExecutionReopened.class,
            Event.TaskSubmitted.class,
            Event.AttemptBeat.class,
            Event.Expanded.class,
            Event.Activated.class,
            Event.Skipped.class,
            Event.NodeKept.class,
            Event.AttemptNoted.class,
            Event.ChildBegun.class,
            Event.OutputCached.class,
            Event.ContextChanged.class,
            Event.SignalReceived.class,
            Event.Noted.class,
            Event.OwnerTaken.class,
            Event.CommandReceived.class);

    /** Who is due at the same time fires in an order that does not depend on when it was set. */
    private static final int TURN_OF_THE_WHOLE = 0;

    static final int TURN_OF_THE_FIRST_NODE = 1;

    private final Loop loop;
    private final World world;
    private final Deadlines deadlines;
    private final Withdrawal withdrawal;
    private final Offspring offspring;

    Obligations(Loop loop, World world, Deadlines deadlines) {
        this.loop = loop;
        this.world = world;
        this.deadlines = deadlines;
        this.offspring = new Offspring(loop);
        this.withdrawal = new Withdrawal(loop, deadlines);
    }

    /** Executions that steps wait for. */
    Offspring offspring() {
        return offspring;
    }

    void carryOut(Hosted hosted, List<Event> events) {
        for (Event event : events) {
            carryOut(hosted, event);
        }
        var life = hosted.state().lifecycle();
        if (life.status() == WorkflowStatus.PAUSED && hosted.state().active() == 0) {
            leave(hosted);
        }
        hosted.accepted().complete(null);
        hosted.recorded();
    }

    private void carryOut(Hosted hosted, Event event) {
        if (event instanceof Event.AttemptStarted e) {
            start(hosted, e);
        } else if (event instanceof Event.AttemptEnded e) {
            Long due = e.nextAt();
            if (e.next() == Next.RETRY || (e.next() == Next.AGAIN && due != null && due > e.at())) {
                wake(hosted, e.activation(), e.nextAt(), remaining(e.at(), e.nextAt(), loop.now()));
            }
        } else if (event instanceof Event.WaitOpened e) {
            waits(hosted, e, false);
        } else if (event instanceof Event.WaitEnded e) {
            withdrawal.forgetWait(hosted, hosted.state().row(e.activation()));
        } else if (event instanceof Event.CancelRequested e) {
            withdrawal.cancel(hosted, e);
            offspring.cancelled(hosted, e);
        } else if (event instanceof Event.WaitWithdrawn e) {
            offspring.withdrawn(hosted, e);
        } else if (event instanceof Event.ExecutionStarted e) {
            timeout(hosted, e.at());
        } else if (event instanceof Event.ExecutionEnded) {
            offspring.ended(hosted);
            leave(hosted);
        } else if (event instanceof Event.ExecutionPaused e) {
            forgetTimers(hosted);
            offspring.paused(hosted, e.reason());
        } else if (event instanceof Event.ExecutionContinued) {
            rearm(hosted, loop.now());
        } else if (!WITHOUT.contains(event.getClass())) {
            throw new IllegalStateException("nobody has said what " + event + " obliges to");
        }
    }

    private void start(Hosted hosted, Event.AttemptStarted e) {
        int row = hosted.state().row(e.activation());
        Attempt attempt = hosted.running().get(row);
        if (attempt == null || attempt.number() != e.attempt()) {
            return; // a node that failed before any work began
        }
        attempt.prepare(work(hosted, attempt), hosted.state().context().snapshot());
        attempt.toldBefore(Insight.heartbeatDetails(hosted.state(), row));
        attempt.carriedBy(world.workers().start(attempt));
        Long deadline = e.deadline();
        if (deadline != null) {
            attempt.countFrom(loop.now()); // later than the start, where that could not be recorded at once
            deadlines.set(attempt, loop.nanosAfter(deadline - e.at()));
        }
        boolean beats = hosted.hosting().plan().beats(e.activation().node());
        Duration silence = beats ? attempt.spec().heartbeatTimeout() : null; // few do, and each look waits for memory
        if (silence != null) {
            HeartbeatWatch watch = new HeartbeatWatch(attempt, silence, deadlines);
            attempt.watchedBy(watch);
            loop.timers().set(watch, loop.nanosAfter(0) + silence.toNanos());
        }
    }

    /** What cannot be prepared fails where all work fails, on a worker, and by the same rules. */
    private static AttemptWork work(Hosted hosted, Attempt attempt) {
        OrchestrationException refusal = attempt.refusal();
        if (refusal != null) {
            return failing(refusal);
        }
        try {
            return hosted.hosting().rules().prepare(attempt.row(), hosted.state());
        } catch (OrchestrationException e) {
            return failing(e);
        }
    }

    private static AttemptWork failing(OrchestrationException e) {
        return frame -> {
            throw e;
        };
    }

    private void waits(Hosted hosted, Event.WaitOpened e, boolean before) {
        Long due = e.due();
        if (due != null && e.kind().equals(Event.WaitOpened.UNTIL)) {
            int row = hosted.state().row(e.activation());
            set(hosted, row, new WallTimer(hosted, e.activation(), due), WallTimer.next(due - loop.now()));
        } else {
            wake(hosted, e.activation(), due, remaining(e.at(), due, loop.now()));
        }
        offspring.awaited(hosted, e, before);
    }

    private void set(Hosted hosted, int row, Timer timer, long micros) {
        loop.timers().cancel(hosted.waits().get(row));
        hosted.waits().put(row, timer, row + 1);
        loop.timers().set(timer, loop.nanosAfter(micros));
    }

    /** Wakes the activation once {@code due} has come; {@code remaining} of that is left, in microseconds. */
    private void wake(Hosted hosted, Activation activation, @Nullable Long due, long remaining) {
        if (due != null) {
            int row = hosted.state().row(activation);
            int turn = TURN_OF_THE_FIRST_NODE + row;
            Timer timer = Timer.of(
                    turn, on -> on.roster().signal(hosted, new Signal.WaitDue(Math.max(on.now(), due), activation)));
            set(hosted, row, timer, remaining);
        }
    }

    private void timeout(Hosted hosted, long since) {
        Duration timeout = hosted.hosting().timeout();
        if (timeout != null) {
            String by = Event.CancelRequested.BY_TIMEOUT;
            String reason = "the execution did not end within its timeout of " + timeout.toMillis() + " ms";
            long micros = timeout.toNanos() / 1_000;
            Timer timer = Timer.of(
                    TURN_OF_THE_WHOLE,
                    on -> on.roster()
                            .signal(hosted, new Signal.CancelAsked(on.now(), CancelScope.EXECUTION, null, by, reason)));
            loop.timers().cancel(hosted.timeout());
            hosted.timeout(timer);
            loop.timers().set(timer, loop.nanosAfter(remaining(since, since + micros, loop.now())));
        }
    }

    private void forgetTimers(Hosted hosted) {
        hosted.waits().all().forEach(loop.timers()::cancel);
        loop.timers().cancel(hosted.timeout());
    }

    private void leave(Hosted hosted) {
        forgetTimers(hosted);
        loop.roster().remove(hosted, loop.now());
        hosted.accepted().complete(null);
        hosted.end().complete(hosted.state());
    }

    /** Asks an attempt to end. */
    void expire(Attempt attempt, EndReason reason) {
        deadlines.expire(attempt, reason);
    }

    /** Sets the timers that the events of an execution oblige to, and no others. */
    void rearm(Hosted hosted, long now) {
        hosted.waits().all().forEach(loop.timers()::cancel);
        hosted.waits().clear();
        ExecutionState state = hosted.state();
        if (state.lifecycle().status() != WorkflowStatus.RUNNING) {
            return;
        }
        for (int node = 0; node < state.rows(); node++) {
            Long due = state.due(node);
            Event.WaitOpened wait = state.openWait(node);
            if (wait != null) {
                waits(hosted, wait, true);
            } else if (state.status(node) == TaskStatus.WAITING && due != null) {
                wake(hosted, state.activation(node), due, remaining(state.waitsSince(node), due, now));
            }
        }
        Long since = state.lifecycle().timeoutSince();
        if (since != null) {
            timeout(hosted, since);
        }
    }

    /**
     * What is left at {@code now} of the time from {@code since} to {@code due}: never more than all; negative for what is
     * overdue, so that of two who are the longer overdue comes first.
     */
    static long remaining(long since, @Nullable Long due, long now) {
        return due == null ? 0 : Math.min(due - now, due - since);
    }
}
