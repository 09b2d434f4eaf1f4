package dev.orchestration.tasks.decide;

import dev.orchestration.state.Failure;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries a plan out: dependencies, retries, waits, cancellation, interruption, and the end. Pure but for a box that it
 * remembers to spare memory, which changes no decision; see {@link Decider}.
 */
public final class DependencyDecider implements Decider {
    static final String RUN_IF_IS_FALSE = "run_if is false";

    private final Rules rules;
    /**
     * That of the start before: what starts in one step mostly shares it. Every hosted execution makes its own decider, also in
     * a rehearsal. Even shared between threads it would do no harm: a {@code Long} is immutable, and any that is read is compared.
     */
    private @Nullable Long deadline;

    public DependencyDecider(Rules rules) {
        this.rules = rules;
    }

    @Override
    public void decide(ExecutionState state, Signal signal, EventSink out) {
        if (signal instanceof Signal.AttemptReturned s) {
            returned(state, s, out);
        } else if (signal instanceof Signal.WaitDue s) {
            waitDue(state, s, out);
        } else if (signal instanceof Signal.Admitted s) {
            if (state.lifecycle().status() == WorkflowStatus.PENDING) {
                out.emit(new Event.ExecutionStarted(s.at()));
            }
        } else if (signal instanceof Signal.CancelAsked s) {
            CancelDecider.cancel(state, s, out);
        } else if (signal instanceof Signal.SuspendAsked s) {
            suspend(state, s, out);
        } else if (signal instanceof Signal.Recovered s) {
            RecoveryDecider.recovered(state, s, out);
        } else if (signal instanceof Signal.RetryAsked s) {
            retry(state, s, out);
        } else if (signal instanceof Signal.TaskSubmitted s) {
            QueueDecider.submitted(state, s, out);
        } else if (signal instanceof Signal.CloseAsked s) {
            QueueDecider.close(state, s, out);
        } else if (!PersonDecider.decide(state, signal, out)) {
            throw new IllegalStateException("nobody has said what follows from " + signal);
        }
        settle(state, signal.at(), out);
    }

    private void returned(ExecutionState state, Signal.AttemptReturned signal, EventSink out) {
        int row = state.row(signal.activation());
        boolean current = state.activation(row).equals(signal.activation())
                && state.nodes().attempts(row) == signal.attempt()
                && state.status(row) == TaskStatus.RUNNING;
        if (current) {
            Event.AttemptEnded ended = AttemptVerdict.returned(state, ChildDecider.withWholeTime(state, row, signal));
            out.emit(ended);
            Event.OutputCached cached = AttemptVerdict.cached(signal, ended);
            if (cached != null) {
                out.emit(cached);
            }
            if (ended.next() == Next.AGAIN && state.nodes().due(row) <= signal.at()) {
                out.emit(nextPass(signal.at(), signal.activation()));
            }
        }
    }

    private static Event.Activated nextPass(long at, Activation before) {
        return new Event.Activated(at, before.next(), Event.Activated.LOOP);
    }

    private void waitDue(ExecutionState state, Signal.WaitDue signal, EventSink out) {
        int node = state.row(signal.activation());
        boolean current = state.lifecycle().status() == WorkflowStatus.RUNNING
                && state.status(node) == TaskStatus.WAITING
                && state.activation(node).equals(signal.activation())
                && state.nodes().due(node) <= signal.at();
        if (current && state.children().isOpen(node)) {
            ChildDecider.due(state, node, signal.at(), out);
        } else if (current) {
            out.emit(
                    state.passes().isPausing(node)
                            ? nextPass(signal.at(), signal.activation())
                            : WaitDecider.due(state, signal, rules.kind(state.node(node))));
        }
    }

    private void suspend(ExecutionState state, Signal.SuspendAsked signal, EventSink out) {
        // A pending execution has nothing to interrupt: whoever takes over admits it as if it had just been created.
        if (state.lifecycle().status() == WorkflowStatus.RUNNING && state.active() == 0 && !isOver(state)) {
            out.emit(new Event.ExecutionPaused(signal.at(), signal.reason()));
        }
    }

    private void retry(ExecutionState state, Signal.RetryAsked signal, EventSink out) {
        List<Integer> again = new ArrayList<>();
        for (int node = 0; node < state.plan().size(); node++) {
            TaskStatus status = state.status(node);
            boolean badly = status == TaskStatus.FAILED || status == TaskStatus.CANCELLED;
            boolean late = node >= state.plan().firstFinal() && status.isTerminal();
            if (badly || late || state.compensations().isAnyUndone(node)) {
                again.add(node);
            }
        }
        if (state.lifecycle().status().canBecome(WorkflowStatus.RUNNING)
                && state.lifecycle().status().isEnded()) {
            out.emit(new Event.ExecutionReopened(signal.at(), state.lifecycle().round() + 1, signal.by(), again));
        }
    }

    @Override
    public boolean start(ExecutionState state, int row, long at, EventSink out) {
        Activation activation = state.activation(row);
        int node = activation.node();
        int attempt = state.nodes().attempts(row) + 1;
        ActionKind kind = rules.kind(node);
        if (kind == ActionKind.CHILD && !state.children().hasEnded(row)) {
            ChildDecider.open(state, row, at, out);
            return false;
        }
        if (kind != ActionKind.WAIT) {
            long timeout = state.plan().rules().timeout(node);
            Long due = timeout == NodeRules.NEVER ? null : deadline(at + timeout);
            out.emit(new Event.AttemptStarted(at, activation, attempt, due));
            return true;
        }
        try {
            WaitDecider.open(state, row, at, rules.waiting(row, state), out);
            settle(state, at, out);
        } catch (OrchestrationException e) {
            fail(state, row, at, Failure.of(e), out);
            settle(state, at, out);
        }
        return false;
    }

    private Long deadline(long due) {
        Long before = deadline;
        if (before != null && before == due) {
            return before;
        }
        Long made = due;
        deadline = made;
        return made;
    }

    /**
     * A node that cannot even begin: its one attempt starts and fails at once, for good. Another attempt would begin without its
     * condition being asked, and the end of its backoff would look as that of the wait that was never opened.
     */
    private static void fail(ExecutionState state, int node, long at, Failure failure, EventSink out) {
        int attempt = state.nodes().attempts(node) + 1;
        Activation activation = state.activation(node);
        out.emit(new Event.AttemptStarted(at, activation, attempt, null));
        out.emit(new Event.AttemptEnded(
                at, activation, attempt, Outcome.FAILED, at, at, null, List.of(), failure, null, Next.FAILED, null));
    }

    /** Draws the consequences until none is left: conditions, a stop after a failure, the end of the execution. */
    private void settle(ExecutionState state, long at, EventSink out) {
        boolean stopped = state.lifecycle().stopping();
        drawConsequences(state, at, out);
        if (!stopped
                && rules.stopsOnFailure()
                && state.firstFailed() != null
                && state.lifecycle().isInFirstPhase()
                && !state.lifecycle().status().isEnded()) {
            out.emit(new Event.CancelRequested(
                    at,
                    CancelScope.UNSTARTED,
                    null,
                    Event.CancelRequested.BY_ON_FAILURE,
                    "a required step failed and on_failure is stop"));
        }
        if (state.plan().phases().compensate()) {
            CompensationDecider.goOn(state, at, out);
        }
        if (state.plan().firstFinal() < state.plan().steps() && FinishingDecider.begin(state, at, out)) {
            drawConsequences(state, at, out);
        }
        ChildDecider.letItEnd(state, at, out);
        if (state.lifecycle().status() == WorkflowStatus.RUNNING && isOver(state)) {
            out.emit(ExecutionVerdict.ended(state, at));
        } else if (state.lifecycle().cancelling()
                && !state.lifecycle().status().isEnded()
                && state.active() == 0
                && !state.children().isAnyOpen()) {
            out.emit(ExecutionVerdict.ended(state, at));
        }
    }

    private void drawConsequences(ExecutionState state, long at, EventSink out) {
        // While it is paused not even a condition is asked for.
        while (state.lifecycle().status() != WorkflowStatus.PAUSED) {
            Integer node = state.readiness().nextUndecided();
            if (node != null) {
                judge(state, node, at, out);
            } else if (!MapDecider.failFast(state, at, out)) {
                break;
            }
        }
    }

    private void judge(ExecutionState state, int node, long at, EventSink out) {
        Activation activation = state.activation(node);
        var runOn = state.plan().rules().runOn(node);
        if (runOn == RunOn.FAILURE && !state.readiness().anyFailed(node)) {
            out.emit(new Event.Skipped(at, activation, "no dependency failed"));
            return;
        }
        if (state.plan().rules().isMap(node)) {
            MapDecider.judge(state, rules, node, at, out);
            return;
        }
        try {
            if (!state.plan().rules().isConditional(node) || rules.mayRun(node, state)) {
                out.emit(new Event.Activated(at, activation, Event.Activated.RUN_IF));
            } else {
                out.emit(new Event.Skipped(at, activation, RUN_IF_IS_FALSE));
            }
        } catch (OrchestrationException e) {
            out.emit(new Event.Activated(at, activation, Event.Activated.RUN_IF));
            fail(state, node, at, Failure.of(e), out);
        }
    }

    private static boolean isOver(ExecutionState state) {
        return !state.grows()
                && state.readiness().allSettled()
                && state.active() == 0
                && !CompensationDecider.isBusy(state);
    }
}
