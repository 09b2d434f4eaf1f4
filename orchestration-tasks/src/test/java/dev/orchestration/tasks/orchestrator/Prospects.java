package dev.orchestration.tasks.orchestrator;

import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskStatus;
import java.util.Arrays;

/** What the rules of dependencies mean for each node of a graph, worked out anew from the statuses of a ledger. */
final class Prospects {
    private final DrawnGraph graph;
    private final TaskStatus[] status;
    private final boolean[] hopeless;

    Prospects(DrawnGraph graph, TaskStatus[] status) {
        this.graph = graph;
        this.status = status;
        this.hopeless = new boolean[status.length];
    }

    /** What waits for something that will never go well is blocked for good. */
    void giveUp() {
        Arrays.fill(hopeless, false);
        boolean more = true;
        while (more) {
            more = false;
            for (int node = 0; node < status.length; node++) {
                if (!hopeless[node] && hasNoHope(node)) {
                    hopeless[node] = true;
                    more = true;
                }
            }
        }
    }

    private boolean hasNoHope(int node) {
        return status[node] == TaskStatus.BLOCKED
                && graph.specs.get(node).runOn() == RunOn.SUCCESS
                && settledBefore(node)
                && !allows(node);
    }

    boolean settled(int node) {
        return status[node].isTerminal() || hopeless[node];
    }

    boolean settledBefore(int node) {
        return Arrays.stream(graph.dependencies.get(node)).allMatch(this::settled);
    }

    boolean allows(int node) {
        int[] before = graph.dependencies.get(node);
        return settledBefore(node)
                && switch (graph.specs.get(node).runOn()) {
                    case COMPLETION -> true;
                    case FAILURE -> Arrays.stream(before).anyMatch(d -> status[d] == TaskStatus.FAILED || hopeless[d]);
                    case SUCCESS -> Arrays.stream(before).allMatch(this::wentWell);
                };
    }

    private boolean wentWell(int node) {
        return status[node] == TaskStatus.COMPLETED
                || status[node] == TaskStatus.SKIPPED
                || (status[node] == TaskStatus.FAILED && !graph.specs.get(node).required());
    }
}
