package dev.orchestration.workflow.dag;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Names a cycle for each cyclic component of a graph. Used once. */
final class Cycles {
    private final List<String> names;
    private final Edges dependencies;
    private final int[] sorted;

    /** @param sorted the nodes that the topological order holds */
    Cycles(List<String> names, Edges dependencies, int[] sorted) {
        this.names = names;
        this.dependencies = dependencies;
        this.sorted = sorted;
    }

    /** The other faults, then the cycles by the first member of their component. */
    List<DagFault> after(List<DagFault> others) {
        if (sorted.length == names.size()) {
            return others;
        }
        List<DagFault> faults = new ArrayList<>(others);
        CyclicComponents components = CyclicComponents.of(dependencies, sorted);
        ShortestCycle search = new ShortestCycle(dependencies);
        for (int[] members : components.components()) {
            int[] entries = Arrays.stream(members).filter(components::isEntry).toArray();
            List<String> path = new ArrayList<>(Selected.names(names, search.of(members, entries)));
            path.add(path.get(0));
            faults.add(new DagFault(DagFault.Kind.CYCLE, path));
        }
        return List.copyOf(faults);
    }
}
