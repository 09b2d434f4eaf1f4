package dev.orchestration.workflow.dag;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The cyclic components of a graph with their names, for tests. */
final class Components {
    private Components() {}

    static List<Set<String>> of(WorkflowDAG dag) {
        int[] starts = new int[dag.size() + 1];
        IntList targets = new IntList(0);
        for (int node = 0; node < dag.size(); node++) {
            dag.dependencies(node, targets::add);
            starts[node + 1] = targets.size();
        }
        Edges edges = new Edges(starts, targets.takeArray());
        int[] sorted = TopologicalOrder.of(edges, edges.reversed());
        return CyclicComponents.of(edges, sorted).components().stream()
                .map(members -> (Set<String>) new LinkedHashSet<>(
                        Arrays.stream(members).mapToObj(dag::name).toList()))
                .toList();
    }
}
