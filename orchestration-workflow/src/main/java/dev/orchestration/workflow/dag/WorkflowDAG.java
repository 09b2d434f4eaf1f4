package dev.orchestration.workflow.dag;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Tasks and what each depends on. Outside it speaks names, inside everything is an index into int arrays, in declaration
 * order. Built once; immutable and thread-safe. A graph with faults can be built: {@link #validate} tells all of them,
 * and every method that needs an order refuses. Nothing is recursive: a chain of a million tasks is ordinary input.
 */
public final class WorkflowDAG {
    /** No graph has more tasks. */
    public static final int MAX_TASKS = 1 << 28;

    private final List<String> names;
    private final List<DAGTask> tasks;
    private final NameIndex index;
    private final Edges dependencies;
    private final Edges dependants;
    private final int[] order;
    private final DagFaults faults;

    WorkflowDAG(DagBuilder built, List<DAGTask> tasks, Edges dependencies) {
        this.names = built.names();
        this.tasks = tasks;
        this.index = built.index();
        this.dependencies = dependencies;
        this.dependants = dependencies.reversed();
        this.order = TopologicalOrder.of(dependencies, dependants);
        this.faults = new DagFaults(names, dependencies, order, built.faults());
    }

    /** The same tasks with fewer dependencies, which leave the order as it is. */
    private WorkflowDAG(WorkflowDAG whole, Edges fewer) {
        this.names = whole.names;
        this.tasks = whole.tasks;
        this.index = whole.index;
        this.dependencies = fewer;
        this.dependants = fewer.reversed();
        this.order = whole.order;
        this.faults = whole.faults;
    }

    /**
     * The graph of these names. A dependency named twice counts once.
     *
     * @param dependencies for each name, at the same place, the names it depends on
     * @throws IllegalArgumentException if the lists differ in length or there are more than {@link #MAX_TASKS}
     */
    public static WorkflowDAG of(List<String> names, List<? extends List<String>> dependencies) {
        DagBuilder builder = new DagBuilder(names);
        return new WorkflowDAG(builder, List.of(), builder.edges(dependencies));
    }

    /** The graph of these tasks and the dependencies that they name. */
    public static WorkflowDAG of(List<DAGTask> tasks) {
        return of(tasks, Map.of());
    }

    /** The graph of these tasks, with {@code more} dependencies by task beside those that they name themselves. */
    public static WorkflowDAG of(List<DAGTask> tasks, Map<String, ? extends List<String>> more) {
        return DagBuilder.of(List.copyOf(tasks), more);
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

    /** The tasks in declaration order; empty if the graph was made of names alone. */
    public List<DAGTask> tasks() {
        return tasks;
    }

    /** The task of this name, the first one if it is used twice; none if the graph was made of names alone. */
    public Optional<DAGTask> task(String name) {
        int place = tasks.isEmpty() ? -1 : index.find(name);
        return place < 0 ? Optional.empty() : Optional.of(tasks.get(place));
    }

    /**
     * The index of a name: its place in the declaration, the first one if it is used twice.
     *
     * @throws OrchestrationException ({@code UNKNOWN_TASK}) if there is none
     */
    public int index(String name) {
        int place = index.find(name);
        if (place < 0) {
            throw new OrchestrationException(ErrorCode.UNKNOWN_TASK, "the graph has no task '" + name + "'");
        }
        return place;
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
        return faults.all();
    }

    /**
     * Refuses a graph with faults.
     *
     * @throws CycleDetectedException if there is a cycle; it carries every other fault too
     * @throws DAGValidationException if there is another fault
     */
    public void requireValid() {
        faults.requireNone();
    }

    /** Each task after its dependencies; of those that are free, the one declared first. Refuses a graph with faults. */
    public List<String> topologicalSort() {
        requireValid();
        return Selected.names(names, order);
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
        return Selected.byLevel(names, levels());
    }

    /** What {@code name} names as its dependencies, in declaration order of the tasks. */
    public List<String> getDependencies(String name) {
        return Selected.names(names, dependencies.sorted(index(name)));
    }

    /** What names {@code name} as a dependency, in declaration order. */
    public List<String> getDependants(String name) {
        return Selected.names(names, dependants.sorted(index(name)));
    }

    /** All that must be done before {@code name}, in declaration order. */
    public List<String> getTransitiveDependencies(String name) {
        return Selected.names(names, Chains.reached(dependencies, index(name)));
    }

    /** All that waits for {@code name}, in declaration order. */
    public List<String> getTransitiveDependants(String name) {
        return Selected.names(names, Chains.reached(dependants, index(name)));
    }

    /**
     * For each task its own duration plus the longest chain of dependants behind it, in the unit given; a sum too large
     * for a long is the largest long. Refuses as {@link #order}.
     *
     * @param durations by index
     * @throws IllegalArgumentException if there are more or fewer than tasks, or one is negative
     */
    public long[] longestRemaining(long[] durations) {
        requireValid();
        return Chains.longestRemaining(durations, order, dependants);
    }

    /**
     * The chain that takes longest; of equals, the one whose tasks were declared first. Refuses as {@link #order}.
     *
     * @param durations of the tasks; one that is absent takes no time, names that are no tasks are left alone
     * @throws IllegalArgumentException if one is negative
     */
    public CriticalPath criticalPath(Map<String, Duration> durations) {
        long[] remaining = longestRemaining(Selected.nanos(names, durations));
        return Chains.longest(names, remaining, dependencies, dependants);
    }

    /** The same order with as few dependencies as possible: none that others imply. Refuses as {@link #order}. */
    public WorkflowDAG transitiveReduction() {
        requireValid();
        return new WorkflowDAG(this, TransitiveReduction.of(order, dependencies));
    }

    /** A Mermaid flow chart, valid for any name. */
    public String toMermaid() {
        return new DagDiagram(this).mermaid();
    }

    /** A Graphviz graph, valid for any name. */
    public String toDot() {
        return new DagDiagram(this).dot();
    }

    /** GraphML, with edges from the dependency to the dependant, for other tools; valid for any name. */
    public String toGraphML() {
        return DagExport.graphMl(this);
    }
}
