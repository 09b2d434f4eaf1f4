package dev.orchestration.tasks.model;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How an execution goes on, as a plain function from a belief and a signal to the next belief. Written from the
 * specification; of the engine it knows the values alone, and it is as slow as it likes.
 */
public final class Model {
    /** The engine's own name for the timeout of an execution, at which it fails and is not cancelled. */
    static final String BY_TIMEOUT = "timeout";

    private final Chart chart;

    public Model(Chart chart) {
        this.chart = chart;
    }

    /** An execution that was accepted and not admitted. */
    public Belief beginning() {
        List<Node> nodes = chart.steps().stream().map(step -> Node.pending(1)).toList();
        return new Belief(
                WorkflowStatus.PENDING,
                chart.grows() ? List.of() : nodes,
                1,
                false,
                null,
                null,
                0,
                List.of(),
                Map.of());
    }

    /** What follows from a signal; of an attempt that returned it wants to know what its worker told. */
    public Belief after(Belief before, Signal signal) {
        Draft next = new Draft(chart, before);
        if (signal instanceof Signal.AttemptReturned s) {
            new Returns(chart, next).returned(s);
        } else if (signal instanceof Signal.WaitDue s) {
            waited(next, s);
        } else if (signal instanceof Signal.Admitted s) {
            admitted(next, s);
        } else if (signal instanceof Signal.CancelAsked s) {
            cancel(next, s);
        } else if (signal instanceof Signal.SuspendAsked s) {
            suspend(next, s);
        } else if (signal instanceof Signal.Recovered s) {
            recovered(next, s);
        } else if (signal instanceof Signal.RetryAsked s) {
            retry(next, s);
        } else if (signal instanceof Signal.TaskSubmitted) {
            next.nodes.add(Node.pending(1));
        } else if (signal instanceof Signal.CloseAsked) {
            close(next);
        } else if (signal instanceof Signal.Decided s) {
            decided(next, s);
        } else if (signal instanceof Signal.PauseAsked s) {
            pause(next, s.at());
        } else if (signal instanceof Signal.ContinueAsked s) {
            goOn(next, s.at());
        } else if (signal instanceof Signal.SignalCame s) {
            new Answers(chart, next).came(s);
        } else if (signal instanceof Signal.Answered s) {
            new Answers(chart, next).answered(s);
        } else {
            throw new AssertionError("the model does not know " + signal);
        }
        next.settle();
        return next.belief();
    }

    /** What follows if the engine starts a step; whether it may is asked here. */
    public Belief started(Belief before, int number, long at) {
        Node node = before.nodes().get(number);
        if (before.workflow() != WorkflowStatus.RUNNING || before.stopping() || !node.is(TaskStatus.READY)) {
            throw new AssertionError("step " + number + " starts, and must not: " + node + " of " + before.workflow()
                    + (before.stopping() ? ", which shall stop" : ""));
        }
        Draft next = new Draft(chart, before);
        Chart.Step step = chart.step(number);
        if (step.sleep() == null && step.asks() == null) {
            next.nodes.set(number, node.begins(at, after(at, step.spec().timeout())));
        } else if (step.answer() == Chart.Answer.BROKEN) {
            next.nodes.set(number, Draft.brokenAtOnce(node));
            next.settle();
        } else if (step.asks() != null) {
            new Answers(chart, next).asks(number, at);
            next.settle();
        } else {
            Duration wait = step.expires() ? step.spec().timeout() : step.sleep();
            next.nodes.set(number, node.waitsUntil(after(at, wait)));
        }
        return next.belief();
    }

    private static Long after(long at, Duration time) {
        return time == null ? null : (Long) (at + time.toNanos() / 1_000);
    }

    private static void admitted(Draft next, Signal.Admitted signal) {
        if (next.workflow == WorkflowStatus.PENDING) {
            next.workflow = WorkflowStatus.RUNNING;
            next.timeoutSince = signal.at();
        }
    }

    private void waited(Draft next, Signal.WaitDue signal) {
        int number = signal.activation().node();
        Node node = next.nodes.get(number);
        boolean meant = next.workflow == WorkflowStatus.RUNNING
                && node.is(TaskStatus.WAITING)
                && node.n() == signal.activation().n()
                && node.due() != null
                && node.due() <= signal.at();
        if (meant) {
            Chart.Step step = chart.step(number);
            TaskStatus slept = step.expires() ? TaskStatus.FAILED : TaskStatus.COMPLETED;
            TaskStatus worked = step.sleep() == null ? TaskStatus.READY : slept;
            next.nodes.set(number, node.to(step.asks() == null ? worked : Answers.afterTime(step, node)));
        }
    }

    private void cancel(Draft next, Signal.CancelAsked signal) {
        if (next.hasEnded()) {
            return;
        }
        if (signal.scope() == CancelScope.STEP) {
            if (!next.outlook().isSettled(signal.node())) {
                next.nodes.set(signal.node(), next.nodes.get(signal.node()).cancelled());
            }
        } else if (signal.by().equals(BY_TIMEOUT) && next.workflow == WorkflowStatus.PAUSED) {
            return; // it stands still
        } else if (next.cancelledBy == null) {
            if (signal.by().equals(BY_TIMEOUT) && signal.at() < after(next.timeoutSince, chart.timeout())) {
                throw new AssertionError("the timeout of the execution came too early: " + signal);
            }
            next.cancelledBy = signal.by();
            next.stopping = true;
            next.cancelAllThatIsOpen();
        }
    }

    private static void suspend(Draft next, Signal.SuspendAsked signal) {
        if (next.workflow == WorkflowStatus.RUNNING && !next.isAnythingRunning() && !next.isOver()) {
            next.workflow = WorkflowStatus.PAUSED;
            next.pausedAt = signal.at();
        }
    }

    private void recovered(Draft next, Signal.Recovered signal) {
        Returns returns = new Returns(chart, next);
        for (int number = 0; number < next.nodes.size(); number++) {
            if (next.nodes.get(number).is(TaskStatus.RUNNING)) {
                Node ended = returns.ended(number, Outcome.INTERRUPTED, ErrorKind.INTERNAL, signal.at());
                next.nodes.set(number, ended);
            }
        }
        if (next.workflow == WorkflowStatus.PAUSED && signal.goesOn()) {
            resumes(next, signal.at());
        }
    }

    private static void resumes(Draft next, long at) {
        next.workflow = WorkflowStatus.RUNNING;
        next.timeoutSince += Math.max(0, at - next.pausedAt);
        next.pausedAt = at;
    }

    private static void pause(Draft next, long at) {
        if (next.workflow == WorkflowStatus.RUNNING && next.cancelledBy == null) {
            next.workflow = WorkflowStatus.PAUSED;
            next.pausedAt = at;
        }
    }

    private static void goOn(Draft next, long at) {
        if (next.workflow == WorkflowStatus.PAUSED && next.cancelledBy == null) {
            resumes(next, at);
        }
    }

    private static void retry(Draft next, Signal.RetryAsked signal) {
        if (next.workflow != WorkflowStatus.FAILED && next.workflow != WorkflowStatus.CANCELLED) {
            return;
        }
        next.workflow = WorkflowStatus.RUNNING;
        next.round++;
        next.stopping = false;
        next.cancelledBy = null;
        next.timeoutSince = signal.at();
        next.nodes.replaceAll(node ->
                node.is(TaskStatus.FAILED) || node.is(TaskStatus.CANCELLED) ? Node.pending(node.n() + 1) : node);
    }

    private static void decided(Draft next, Signal.Decided signal) {
        int number = signal.activation().node();
        Node node = next.nodes.get(number);
        boolean waits = node.is(TaskStatus.WAITING) && node.due() == null && node.attempts() > 0;
        if (waits && node.n() == signal.activation().n()) {
            next.nodes.set(
                    number,
                    node.to(
                            switch (signal.decision()) {
                                case RERUN -> TaskStatus.READY;
                                case FAIL -> TaskStatus.FAILED;
                                case SKIP -> TaskStatus.SKIPPED;
                            }));
        }
    }

    private void close(Draft next) {
        if (chart.grows() && next.workflow == WorkflowStatus.RUNNING && next.isIdle()) {
            next.workflow = WorkflowStatus.COMPLETED;
        }
    }
}
