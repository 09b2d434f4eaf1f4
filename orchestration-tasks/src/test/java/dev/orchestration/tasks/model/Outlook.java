package dev.orchestration.tasks.model;

import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskStatus;
import java.util.List;

/** What the settled dependencies of each step mean for it, worked out anew whenever it is asked for. */
final class Outlook {
    private final Chart chart;
    private final List<Node> nodes;
    private final boolean[] hopeless;

    Outlook(Chart chart, List<Node> nodes) {
        this.chart = chart;
        this.nodes = nodes;
        this.hopeless = new boolean[nodes.size()];
        boolean more = true;
        while (more) {
            more = false;
            for (int node = 0; node < hopeless.length; node++) {
                if (!hopeless[node] && isHopeless(node)) {
                    hopeless[node] = true;
                    more = true;
                }
            }
        }
    }

    /** It waits for what will never go well. */
    private boolean isHopeless(int node) {
        return nodes.get(node).is(TaskStatus.BLOCKED)
                && chart.step(node).runOn() == RunOn.SUCCESS
                && isDecidable(node)
                && !allWentWell(node);
    }

    /** Whether every dependency was submitted. */
    boolean isComplete(int node) {
        return chart.step(node).dependencies().stream().allMatch(each -> each < nodes.size());
    }

    boolean isDecidable(int node) {
        return isComplete(node) && chart.step(node).dependencies().stream().allMatch(this::isSettled);
    }

    /** Nothing more is to be expected of it. */
    boolean isSettled(int node) {
        return nodes.get(node).hasEnded() || hopeless[node];
    }

    boolean allSettled() {
        for (int node = 0; node < hopeless.length; node++) {
            if (!isSettled(node)) {
                return false;
            }
        }
        return true;
    }

    boolean allWentWell(int node) {
        return chart.step(node).dependencies().stream().allMatch(this::wentWell);
    }

    private boolean wentWell(int node) {
        return switch (nodes.get(node).status()) {
            case COMPLETED, SKIPPED -> true;
            case FAILED -> !chart.step(node).isRequired();
            case PENDING, BLOCKED, READY, RUNNING, WAITING, CANCELLED -> false;
        };
    }

    boolean anyFailed(int node) {
        return chart.step(node).dependencies().stream()
                .anyMatch(each -> nodes.get(each).is(TaskStatus.FAILED) || hopeless[each]);
    }
}
