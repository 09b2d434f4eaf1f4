package dev.orchestration.tasks.model;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.orchestrator.EndReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What time alone brings: which attempts are asked to end, and what would be overdue. */
public final class Passing {
    private final Chart chart;

    public Passing(Chart chart) {
        this.chart = chart;
    }

    /** A worker gave a sign of life for an attempt that runs. */
    public Belief beaten(Belief before, int number, long at) {
        return with(before, number, before.nodes().get(number).beats(at));
    }

    /** An attempt began only so much later than its start is recorded. */
    public Belief beganLate(Belief before, int number, long by) {
        return with(before, number, before.nodes().get(number).beganLate(by));
    }

    /** The engine is about to close: whatever runs is asked to end. */
    public Belief shutDown(Belief before, long at) {
        return asked(before, (number, node) -> new Ask(EndReason.SHUTDOWN, at));
    }

    /** A step of the loop at {@code now} is over. */
    public Belief stepped(Belief before, long now) {
        return asked(before, (number, node) -> ask(before, number, now));
    }

    /** A step at {@code now} is over, but not recorded: who was late was asked to end, what was cancelled was not. */
    public Belief heldUp(Belief before, long now) {
        return asked(before, (number, node) -> late(number, node, now));
    }

    private interface Reason {
        Ask of(int number, Node node);
    }

    private static Belief asked(Belief before, Reason reason) {
        List<Node> nodes = new ArrayList<>(before.nodes());
        for (int number = 0; number < nodes.size(); number++) {
            Node node = nodes.get(number);
            Ask ask = node.is(TaskStatus.RUNNING) && node.ask() == null ? reason.of(number, node) : null;
            nodes.set(number, ask == null ? node : node.asked(ask));
        }
        return with(before, nodes);
    }

    private Ask ask(Belief before, int number, long now) {
        Node node = before.nodes().get(number);
        Ask late = late(number, node, now);
        boolean cancelled = before.cancelledBy() != null || node.cancelAsked();
        return late == null && cancelled ? new Ask(EndReason.CANCEL, now) : late;
    }

    private Ask late(int number, Node node, long now) {
        long timeout = node.due() == null ? Long.MAX_VALUE : node.ends();
        Duration silence = chart.step(number).spec().heartbeatTimeout();
        long silent = silence == null ? Long.MAX_VALUE : node.beat() + silence.toNanos() / 1_000;
        if (timeout <= now && timeout <= silent) {
            return new Ask(EndReason.TIMEOUT, now);
        }
        return silent <= now ? new Ask(EndReason.HEARTBEAT, now) : null;
    }

    /** What should have happened until {@code now}, in a step that is over, and did not; null if nothing. */
    public String overdue(Belief belief, long now) {
        if (belief.workflow() != WorkflowStatus.RUNNING || belief.pausedAt() == now) {
            return null; // what became due while it was paused is looked at in the step after
        }
        boolean asked = belief.cancelledBy() != null;
        if (chart.timeout() != null
                && !asked
                && belief.timeoutSince() + chart.timeout().toNanos() / 1_000 <= now) {
            return "the timeout of the execution was ignored";
        }
        for (int number = 0; number < belief.nodes().size(); number++) {
            Node node = belief.nodes().get(number);
            if (node.is(TaskStatus.WAITING) && node.due() != null && node.due() < now) {
                return "step " + number + " was not woken: " + node;
            }
            Ask ask = node.ask();
            boolean hanging = ask != null && ask.why() != EndReason.SHUTDOWN && ask.at() + Returns.GRACE <= now;
            if (node.is(TaskStatus.RUNNING) && hanging) {
                return "step " + number + " was not given up: " + node;
            }
        }
        return null;
    }

    private static Belief with(Belief before, int number, Node node) {
        List<Node> nodes = new ArrayList<>(before.nodes());
        nodes.set(number, node);
        return with(before, nodes);
    }

    private static Belief with(Belief before, List<Node> nodes) {
        return new Belief(
                before.workflow(),
                nodes,
                before.round(),
                before.stopping(),
                before.cancelledBy(),
                before.timeoutSince(),
                before.pausedAt(),
                before.opened(),
                before.kept());
    }
}
