package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what recorded events oblige to: start an attempt, set a timer, end what was cancelled, tell who waits. At
 * recovery the obligations that are still open are derived from the state and taken up again. Confined to the loop.
 */
final class Obligations implements Workers.Reports {
    /** How long an attempt that was asked to end may take before it is not waited for. Unit: nanoseconds. */
    private static final long GRACE = Duration.ofSeconds(10).toNanos();

    /** They oblige to nothing. */
    private static final Set<Class<? extends Event>> WITHOUT = Set.of(
            Event.ExecutionCreated.class,
            Event.ExecutionContinued.class,
            Event.ExecutionReopened.class,
            Event.TaskSubmitted.class,
            Event.AttemptBeat.class,
            Event.Activated.class,
            Event.Skipped.class,
            Event.AttemptNoted.class,
            Event.WaitEnded.class,
            Event.ContextChanged.class,
            Event.Noted.class,
            Event.OwnerTaken.class);

    private final Loop loop;
    private final World world;
    private final Environment environment;

    Obligations(Loop loop, World world, Environment environment) {
        this.loop = loop;
        this.world = world;
        this.environment = environment;
    }

    void carryOut(Hosted hosted, List<Event> events) {
        for (Event event : events) {
            carryOut(hosted, event);
        }
        hosted.accepted().complete(null);
        hosted.recorded();
    }

    private void carryOut(Hosted hosted, Event event) {
        if (event instanceof Event.AttemptStarted e) {
            start(hosted, e);
        } else if (event instanceof Event.AttemptEnded e) {
            if (e.next() == Next.RETRY) {
                wake(hosted, e.activation(), e.nextAt(), remaining(e.at(), e.nextAt(), e.at()));
            }
        } else if (event instanceof Event.WaitOpened e) {
            wake(hosted, e.activation(), e.due(), remaining(e.at(), e.due(), e.at()));
        } else if (event instanceof Event.CancelRequested e) {
            cancel(hosted, e);
        } else if (event instanceof Event.ExecutionStarted e) {
            timeout(hosted, e.at());
        } else if (event instanceof Event.ExecutionEnded || event instanceof Event.ExecutionPaused) {
            leave(hosted);
        } else if (!WITHOUT.contains(event.getClass())) {
            throw new IllegalStateException("nobody has said what " + event + " obliges to");
        }
    }

    private void start(Hosted hosted, Event.AttemptStarted e) {
        Running running = hosted.running().get(e.activation());
        if (running == null || running.key().attempt() != e.attempt()) {
            return; // a node that failed before any work began
        }
        running.handOut();
        world.workers().start(order(hosted, running), this);
        Long deadline = running.deadline();
        if (deadline != null) {
            running.timer(
                    loop.timers().set(nanosAfter(deadline - e.at()), on -> expire(on, running, EndReason.TIMEOUT)));
        }
    }

    private AttemptOrder order(Hosted hosted, Running running) {
        int node = running.key().activation().node();
        Hosting hosting = hosted.hosting();
        String label = running.key().activation().label(hosting.plan().name(node));
        return new AttemptOrder(
                running.key(),
                label,
                hosting.rules().kind(node),
                work(hosted, node),
                hosting.directory(),
                hosted.state().context().snapshot(),
                running.deadline(),
                hosted.id() + "/" + label,
                environment.logs(),
                running.log());
    }

    /** What cannot be prepared fails where all work fails, on a worker, and by the same rules. */
    private static AttemptWork work(Hosted hosted, int node) {
        try {
            return hosted.hosting().rules().prepare(node, hosted.state());
        } catch (OrchestrationException e) {
            return frame -> {
                throw e;
            };
        }
    }

    /** Wakes the activation once {@code due} has come; {@code remaining} of that is left, in microseconds. */
    private void wake(Hosted hosted, Activation activation, @Nullable Long due, long remaining) {
        if (due != null) {
            var id = hosted.id();
            Message message = on -> on.signal(id, at -> new Signal.WaitDue(Math.max(at, due), activation));
            hosted.waits().put(activation, loop.timers().set(nanosAfter(remaining), message));
        }
    }

    private void timeout(Hosted hosted, long since) {
        Duration timeout = hosted.hosting().timeout();
        if (timeout != null) {
            var id = hosted.id();
            String by = Event.CancelRequested.BY_TIMEOUT;
            String reason = "the execution did not end within its timeout of " + timeout.toMillis() + " ms";
            long micros = timeout.toNanos() / 1_000;
            Message message =
                    on -> on.signal(id, at -> new Signal.CancelAsked(at, CancelScope.EXECUTION, null, by, reason));
            hosted.timeout(loop.timers().set(nanosAfter(remaining(since, since + micros, loop.now())), message));
        }
    }

    private void cancel(Hosted hosted, Event.CancelRequested e) {
        if (e.scope() == CancelScope.UNSTARTED) {
            return;
        }
        for (Running running : hosted.running().values()) {
            if (e.node() == null || e.node() == running.key().activation().node()) {
                expire(loop, running, EndReason.CANCEL);
            }
        }
    }

    /** Asks an attempt to end, and gives it up if it does not. */
    private void expire(Loop on, Running running, EndReason reason) {
        Hosted owner = on.hosted(running.key().execution());
        if (owner == null || owner.running().get(running.key().activation()) != running || running.asked() != null) {
            return;
        }
        on.attempts().end(running, reason);
        on.timers().cancel(running.timer());
        running.timer(on.timers()
                .set(world.clock().nanos() + GRACE, late -> late.attempts().abandon(running)));
    }

    private void leave(Hosted hosted) {
        hosted.waits().values().forEach(loop.timers()::cancel);
        loop.timers().cancel(hosted.timeout());
        loop.unhost(hosted);
        hosted.accepted().complete(null);
        hosted.end().complete(hosted.state());
    }

    /** Takes up the obligations of an execution that an earlier process began: its timers. */
    void rearm(Hosted hosted, long now) {
        ExecutionState state = hosted.state();
        for (int node = 0; node < hosted.hosting().plan().size(); node++) {
            Long due = state.due(node);
            if (state.status(node) == TaskStatus.WAITING && due != null) {
                wake(hosted, state.activation(node), due, remaining(state.waitsSince(node), due, now));
            }
        }
        Long since = state.lifecycle().timeoutSince();
        if (since != null) {
            timeout(hosted, since);
        }
    }

    /** What is left at {@code now} of the time from {@code since} to {@code due}: never less than nothing nor more than all. */
    static long remaining(long since, @Nullable Long due, long now) {
        return due == null ? 0 : Math.max(0, Math.min(due - now, due - since));
    }

    private long nanosAfter(long micros) {
        return world.clock().nanos() + micros * 1_000;
    }

    @Override
    public void returned(AttemptKey key, Signal.AttemptResult result) {
        world.inbox().post(on -> on.attempts().returned(key, result));
    }

    @Override
    public void process(AttemptKey key, long pid, long pidStart, String log) {
        world.inbox()
                .post(on -> on.attempts()
                        .note(
                                key,
                                at -> new Event.AttemptNoted(at, key.activation(), key.attempt(), pid, pidStart, log)));
    }
}
