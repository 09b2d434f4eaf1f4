package dev.orchestration.tasks.model;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The next belief while it is worked out, and what follows by itself once a signal was taken in. */
final class Draft {
    private final Chart chart;
    final List<Node> nodes;
    WorkflowStatus workflow;
    int round;
    boolean stopping;
    String cancelledBy;
    Long timeoutSince;
    long pausedAt;
    final List<Integer> opened;
    final Map<String, Integer> kept;

    Draft(Chart chart, Belief before) {
        this.chart = chart;
        this.nodes = new ArrayList<>(before.nodes());
        this.workflow = before.workflow();
        this.round = before.round();
        this.stopping = before.stopping();
        this.cancelledBy = before.cancelledBy();
        this.timeoutSince = before.timeoutSince();
        this.pausedAt = before.pausedAt();
        this.opened = new ArrayList<>(before.opened());
        this.kept = new HashMap<>(before.kept());
    }

    Belief belief() {
        return new Belief(workflow, nodes, round, stopping, cancelledBy, timeoutSince, pausedAt, opened, kept);
    }

    boolean hasEnded() {
        return switch (workflow) {
            case COMPLETED, FAILED, CANCELLED -> true;
            case PENDING, RUNNING, PAUSED -> false;
        };
    }

    boolean isAnythingRunning() {
        return nodes.stream().anyMatch(node -> node.is(TaskStatus.RUNNING));
    }

    boolean isOver() {
        return !chart.grows() && isIdle();
    }

    boolean isIdle() {
        return outlook().allSettled() && !isAnythingRunning();
    }

    Outlook outlook() {
        return new Outlook(chart, nodes);
    }

    /** All at once, so that none becomes free, or blocked for good, by the end of its own dependency. */
    void cancelAllThatIsOpen() {
        Outlook before = new Outlook(chart, List.copyOf(nodes));
        for (int node = 0; node < nodes.size(); node++) {
            if (!before.isSettled(node) && !nodes.get(node).is(TaskStatus.RUNNING)) {
                nodes.set(node, nodes.get(node).to(TaskStatus.CANCELLED));
            }
        }
    }

    /** Draws all consequences: who is free, skipped or blocked for good, a stop after a failure, the end. */
    void settle() {
        boolean begun = workflow == WorkflowStatus.RUNNING || workflow == WorkflowStatus.PAUSED;
        while (begun && free()) {
            // one may free others
        }
        if (chart.stopsOnFailure() && !stopping && !hasEnded() && hasGoneWrong()) {
            stopping = true;
            cancelAllThatIsOpen();
        }
        boolean ended = workflow == WorkflowStatus.RUNNING && isOver();
        boolean cancelled = cancelledBy != null && !hasEnded() && !isAnythingRunning();
        if (ended || cancelled) {
            workflow = outcome();
        }
    }

    private WorkflowStatus outcome() {
        if (cancelledBy != null) {
            return cancelledBy.equals(Model.BY_TIMEOUT) ? WorkflowStatus.FAILED : WorkflowStatus.CANCELLED;
        }
        return hasGoneWrong() ? WorkflowStatus.FAILED : WorkflowStatus.COMPLETED;
    }

    /** Whether a required step failed or was cancelled. */
    private boolean hasGoneWrong() {
        for (int node = 0; node < nodes.size(); node++) {
            boolean bad =
                    nodes.get(node).is(TaskStatus.FAILED) || nodes.get(node).is(TaskStatus.CANCELLED);
            if (bad && chart.step(node).isRequired()) {
                return true;
            }
        }
        return false;
    }

    /** Says whether anything changed. */
    private boolean free() {
        Outlook outlook = outlook();
        boolean changed = false;
        for (int node = 0; node < nodes.size(); node++) {
            Node now = nodes.get(node);
            if (now.is(TaskStatus.PENDING) || now.is(TaskStatus.BLOCKED)) {
                Node next = judged(node, now, outlook);
                changed |= !next.equals(now);
                nodes.set(node, next);
            }
        }
        return changed;
    }

    private Node judged(int node, Node now, Outlook outlook) {
        if (!outlook.isComplete(node)) {
            return now;
        }
        if (!outlook.isDecidable(node)) {
            return now.to(TaskStatus.BLOCKED);
        }
        Chart.Step step = chart.step(node);
        if (step.runOn() == RunOn.SUCCESS && !outlook.allWentWell(node)) {
            return now.to(TaskStatus.BLOCKED);
        }
        boolean asked = step.isConditional() || (step.runOn() == RunOn.FAILURE && !outlook.anyFailed(node));
        if (asked && workflow == WorkflowStatus.PAUSED) {
            return now.to(TaskStatus.BLOCKED);
        }
        if (step.runOn() == RunOn.FAILURE && !outlook.anyFailed(node)) {
            return now.to(TaskStatus.SKIPPED);
        }
        if (!step.isConditional()) {
            return now.to(TaskStatus.READY);
        }
        return switch (step.answer()) {
            case YES -> now.to(TaskStatus.READY);
            case NO -> now.to(TaskStatus.SKIPPED);
            case BROKEN -> brokenAtOnce(now);
        };
    }

    /** What cannot even begin has tried once. */
    static Node brokenAtOnce(Node node) {
        return node.begins(0, null).oneMoreFailure().to(TaskStatus.FAILED);
    }
}
