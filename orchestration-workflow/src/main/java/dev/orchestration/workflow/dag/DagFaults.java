package dev.orchestration.workflow.dag;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All faults of one graph; its cycles are searched when somebody first asks. Thread-safe. */
final class DagFaults {
    private final List<String> names;
    private final Edges dependencies;
    private final int[] sorted;
    private final List<DagFault> ofNames;
    /** Two threads that both search find the same. */
    private volatile @Nullable List<DagFault> all;

    /**
     * The faults of a graph.
     *
     * @param sorted the nodes that the topological order holds
     * @param ofNames the faults that showed when names became numbers
     */
    DagFaults(List<String> names, Edges dependencies, int[] sorted, List<DagFault> ofNames) {
        this.names = names;
        this.dependencies = dependencies;
        this.sorted = sorted;
        this.ofNames = List.copyOf(ofNames);
    }

    /** Those of the names, then a cycle for each cyclic component, by the component's first member. */
    List<DagFault> all() {
        List<DagFault> known = all;
        if (known == null) {
            known = isCyclic() ? withCycles() : ofNames;
            all = known;
        }
        return known;
    }

    private boolean isCyclic() {
        return sorted.length < names.size();
    }

    private List<DagFault> withCycles() {
        List<DagFault> faults = new ArrayList<>(ofNames);
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

    /**
     * Refuses a graph with faults.
     *
     * @throws CycleDetectedException if one of them is a cycle
     * @throws DAGValidationException otherwise
     */
    void requireNone() {
        if (isCyclic()) {
            throw new CycleDetectedException(all());
        }
        if (!ofNames.isEmpty()) {
            throw new DAGValidationException(ofNames);
        }
    }
}
