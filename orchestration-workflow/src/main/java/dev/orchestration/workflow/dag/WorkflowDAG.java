package dev.orchestration.workflow.dag;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Tasks and what each depends on. Outside it speaks names, inside everything is an index into int arrays, in declaration
 * order. Built once; immutable and thread-safe. A graph with faults can be built: {@link #validate} tells all of them,
 * and every method that needs an order refuses. Nothing is recursive: a chain of a million tasks is ordinary input.
 */
public final class WorkflowDAG {
    private final List<String> names;
    private final Map<String, Integer> indexes;
    private final Edges dependencies;
    private final Edges dependants;
    private final List<DagFault> faultsOfNames;
    private final int[] order;

    WorkflowDAG(List<String> names, Map<String, Integer> indexes, Edges dependencies, List<DagFault> faultsOfNames) {
        this.names = names;
        this.indexes = indexes;
        this.dependencies = dependencies;
        this.dependants = dependencies.reversed();
        this.faultsOfNames = List.copyOf(faultsOfNames);
        this.order = TopologicalOrder.of(dependencies, dependants);
    }

    /**
     * The graph of these tasks. A dependency named twice counts once.
     *
     * @param dependencies for each name, at the same place, the names it depends on
     * @throws IllegalArgumentException if the lists differ in length
     */
    public static WorkflowDAG of(List<String> names, List<? extends List<String>> dependencies) {
        if (names.size() != dependencies.size()) {
            throw new IllegalArgumentException(names.size() + " names, but dependencies of " + dependencies.size());
        }
        return new DagBuilder(names).build(dependencies);
    }

    /** The number of tasks. */
    public int size() {
        return names.size();
    }

    public String name(int index) {
        return names.get(index);
    }

    /** The names in declaration order. */
    public List<String> names() {
        return names;
    }

    /**
     * The index of a name: its place in the declaration, the first one if it is used twice.
     *
     * @throws OrchestrationException ({@code UNKNOWN_TASK}) if there is none
     */
    public int index(String name) {
        Integer index = indexes.get(name);
        if (index == null) {
            throw new OrchestrationException(ErrorCode.UNKNOWN_TASK, "the graph has no task '" + name + "'");
        }
        return index;
    }

    /** Calls {@code action} with each direct dependant of {@code index}, ascending. */
    public void dependants(int index, IntConsumer action) {
        dependants.forEach(index, action);
    }

    /** Calls {@code action} with each direct dependency of {@code index}, as declared. */
    public void dependencies(int index, IntConsumer action) {
        dependencies.forEach(index, action);
    }

    /** How many tasks {@code index} depends on directly. */
    public int inDegree(int index) {
        return dependencies.degree(index);
    }

    /** How many tasks depend on {@code index} directly. */
    public int outDegree(int index) {
        return dependants.degree(index);
    }

    /** A copy of the array that says where in {@link #dependantTargets} each task's dependants begin; one longer than size. */
    public int[] dependantStarts() {
        return dependants.starts.clone();
    }

    /** A copy of the array of all dependants, task by task. */
    public int[] dependantTargets() {
        return dependants.targets.clone();
    }

    /** Every fault, not the first: names used twice, missing and self dependencies, then a cycle for each cyclic component. */
    public List<DagFault> validate() {
        List<DagFault> faults = new ArrayList<>(faultsOfNames);
        if (order.length < names.size()) {
            ShortestCycle search = new ShortestCycle(dependencies);
            for (int[] members : CyclicComponents.of(dependencies, dependants)) {
                List<String> path = new ArrayList<>(names(search.of(members)));
                path.add(path.get(0));
                faults.add(new DagFault(DagFault.Kind.CYCLE, path));
            }
        }
        return List.copyOf(faults);
    }

    /**
     * Each task after its dependencies; of those that are free, the one declared first.
     *
     * @throws CycleDetectedException if there is a cycle
     * @throws DAGValidationException if there is another fault
     */
    public List<String> topologicalSort() {
        return names(order());
    }

    /** As {@link #topologicalSort}, as indexes. */
    public int[] order() {
        requireValid();
        return order.clone();
    }

    /** The level of each task: 0 without dependencies, else one more than its highest dependency. Refuses as {@link #order}. */
    public int[] levels() {
        requireValid();
        return TopologicalOrder.levels(order, dependencies);
    }

    /** The tasks by level, each in declaration order. Refuses as {@link #topologicalSort}. */
    public List<List<String>> getExecutionLevels() {
        List<List<String>> result = new ArrayList<>();
        int[] levels = levels();
        for (int node = 0; node < levels.length; node++) {
            while (result.size() <= levels[node]) {
                result.add(new ArrayList<>(1));
            }
            result.get(levels[node]).add(names.get(node));
        }
        return result;
    }

    /** What {@code name} names as its dependencies, in declaration order of the tasks. */
    public List<String> getDependencies(String name) {
        return names(dependencies, name, false);
    }

    /** What names {@code name} as a dependency, in declaration order. */
    public List<String> getDependants(String name) {
        return names(dependants, name, false);
    }

    /** All that must be done before {@code name}, in declaration order. */
    public List<String> getTransitiveDependencies(String name) {
        return names(dependencies, name, true);
    }

    /** All that waits for {@code name}, in declaration order. */
    public List<String> getTransitiveDependants(String name) {
        return names(dependants, name, true);
    }

    /**
     * For each task its own duration plus the longest chain of dependants behind it, in the unit given; a sum too large
     * for a long is the largest long. Refuses as {@link #order}.
     *
     * @param durations by index, none negative
     */
    public long[] longestRemaining(long[] durations) {
        requireValid();
        return Chains.longestRemaining(durations, order, dependants);
    }

    /**
     * The chain that takes longest; of equals, the one whose tasks were declared first. Refuses as {@link #order}.
     *
     * @param durations of the tasks; one that is absent takes no time
     */
    public CriticalPath criticalPath(Map<String, Duration> durations) {
        long[] nanos = new long[names.size()];
        for (int node = 0; node < nanos.length; node++) {
            nanos[node] = durations.getOrDefault(names.get(node), Duration.ZERO).toNanos();
        }
        requireValid();
        long[] remaining = Chains.longestRemaining(nanos, order, dependants);
        int[] path = Chains.longest(remaining, dependencies, dependants);
        return new CriticalPath(names(path), Duration.ofNanos(path.length == 0 ? 0 : remaining[path[0]]));
    }

    /** The same order with as few dependencies as possible: none that others imply. Refuses as {@link #order}. */
    public WorkflowDAG transitiveReduction() {
        requireValid();
        return new WorkflowDAG(names, indexes, TransitiveReduction.of(order, dependencies), faultsOfNames);
    }

    /** A Mermaid flow chart, valid for any name. */
    public String toMermaid() {
        return new DagDiagram(this).mermaid();
    }

    /** A Graphviz graph, valid for any name. */
    public String toDot() {
        return new DagDiagram(this).dot();
    }

    private void requireValid() {
        if (order.length < names.size()) {
            throw new CycleDetectedException(validate());
        }
        if (!faultsOfNames.isEmpty()) {
            throw new DAGValidationException(faultsOfNames);
        }
    }

    private List<String> names(int[] nodes) {
        List<String> result = new ArrayList<>(nodes.length);
        for (int node : nodes) {
            result.add(names.get(node));
        }
        return result;
    }

    private List<String> names(Edges edges, String name, boolean transitively) {
        BitSet reached = Chains.reached(edges, index(name), transitively);
        return names(reached.stream().toArray());
    }
}
