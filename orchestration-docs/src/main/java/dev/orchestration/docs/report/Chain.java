package dev.orchestration.docs.report;

import dev.orchestration.workflow.dag.WorkflowDAG;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The critical path of what really happened: from the step that ended last back to the dependency for which it waited
 * longest, and so on. What is on it decided when all was done; its waits are where time could be won. Immutable.
 */
final class Chain {
    private final History history;
    private final @Nullable WorkflowDAG dag;
    private final long startedAt;
    private final int firstFinal;
    private final List<Integer> nodes;

    /** @param definition of the same steps; null where they do not form a graph */
    Chain(History history, @Nullable WorkflowDefinition definition, long startedAt) {
        this.history = history;
        this.dag = definition == null ? null : definition.graph();
        this.firstFinal = definition == null ? Integer.MAX_VALUE : definition.firstFinal();
        this.startedAt = startedAt;
        this.nodes = found();
    }

    private List<Integer> found() {
        List<Integer> back = new ArrayList<>();
        int at = last();
        while (at >= 0) {
            back.add(at);
            at = lastDependency(at);
        }
        Collections.reverse(back);
        return List.copyOf(back);
    }

    private int last() {
        int last = -1;
        for (int node = 0; node < history.names().size(); node++) {
            if (history.step(node).firstStart() != null && (last < 0 || end(node) > end(last))) {
                last = node;
            }
        }
        return last;
    }

    /** When it ended, or the last event where it goes on. */
    private long end(int node) {
        Long settled = history.step(node).settled();
        return settled == null ? history.lastAt() : settled;
    }

    /** The dependency that was settled last; -1 if there is none. */
    int lastDependency(int node) {
        WorkflowDAG graph = dag;
        if (graph == null) {
            return -1;
        }
        if (node >= graph.size()) {
            return lastBefore(node);
        }
        int[] last = {-1};
        graph.dependencies(node, before -> later(last, before));
        if (node >= firstFinal && last[0] < firstFinal) {
            // A first step of finally: the graph has it behind the leaves, but it waits for all, however they end.
            for (int before = 0; before < firstFinal; before++) {
                later(last, before);
            }
        }
        return last[0];
    }

    private void later(int[] last, int before) {
        if (history.step(before).settled() != null && (last[0] < 0 || end(before) > end(last[0]))) {
            last[0] = before;
        }
    }

    /** What undoes steps waits for no certain one of them but for its turn. */
    private int lastBefore(int node) {
        Long start = history.step(node).firstStart();
        int last = -1;
        for (int other = 0; start != null && other < history.names().size(); other++) {
            Long began = history.step(other).firstStart();
            Long settled = history.step(other).settled();
            if (began == null || settled == null || began >= start || settled > start) {
                continue;
            }
            if (last < 0 || settled > end(last)) {
                last = other;
            }
        }
        return last;
    }

    /** When nothing but its turn kept a step from starting. */
    long ready(int node) {
        int before = lastDependency(node);
        return before < 0 ? startedAt : Math.max(startedAt, end(before));
    }

    /** In the order in which they ran. */
    List<Integer> nodes() {
        return nodes;
    }

    /** Where the time between start and end of the chain went, by kind. Unit: microseconds. */
    Map<Stint.Kind, Long> spent() {
        Map<Stint.Kind, Long> spent = new LinkedHashMap<>();
        for (int node : nodes) {
            Long start = history.step(node).firstStart();
            if (start != null && start > ready(node)) {
                spent.merge(Stint.Kind.QUEUE, start - ready(node), Long::sum);
            }
            for (Stint stint : history.step(node).stints()) {
                spent.merge(stint.kind(), stint.end(history.lastAt()) - stint.from(), Long::sum);
            }
        }
        return spent;
    }
}
