package dev.orchestration.tasks.decide;

import dev.orchestration.tasks.TaskSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an execution will do, by index: names became ints once, edges are two int arrays in each direction. Immutable, unless
 * it was made to grow: then it is confined to the thread that owns the execution, and belongs to one execution alone.
 *
 * <p>Compressed sparse rows: the dependants of node {@code i} are {@code targets[starts[i] .. starts[i + 1])}. The
 * remaining path of a node is its own estimate plus the longest of its dependants' (Kelley and Walker's critical path
 * method), computed backwards over a topological order. A plan that grows keeps its edges elsewhere, behind one test for
 * null, so that this class stays without subclasses and a fixed plan as fast as it is; nobody knows how long the paths of
 * such a plan will be, so its remaining paths count as nothing and equals start in the order in which they became ready.
 */
public final class ExecutionPlan {
    private static final int[] NO_NODES = {};

    private final long[] estimates;
    private final int[] dependencyStarts;
    private final int[] dependencies;
    private final int[] dependantStarts;
    private final int[] dependants;
    private final int[] topologicalRank;
    private final long[] remainingPath;
    private final @Nullable GrowingEdges growing;
    private final NodeRules rules;
    private final Phases phases;

    private ExecutionPlan(GrowingEdges growing) {
        this.growing = growing;
        estimates = new long[0];
        dependencyStarts = NO_NODES;
        dependencies = NO_NODES;
        dependantStarts = NO_NODES;
        dependants = NO_NODES;
        topologicalRank = NO_NODES;
        remainingPath = new long[0];
        rules = new NodeRules(List.of());
        phases = Phases.ordinary();
    }

    /** A plan without nodes, which gets them one by one. */
    public static ExecutionPlan growing() {
        return new ExecutionPlan(new GrowingEdges());
    }

    /** As {@link #ExecutionPlan(List, List, Map)} where no earlier run is known. */
    public ExecutionPlan(List<TaskSpec> specs, List<int[]> dependencyLists) {
        this(specs, dependencyLists, Map.of());
    }

    /**
     * Makes a plan.
     *
     * @param dependencyLists by node, the nodes it depends on; no cycle, no duplicates
     * @param observed by name, how long nodes took in earlier runs; goes before their estimates, and a node of which neither
     *     is known counts for the median of the others
     * @throws IllegalArgumentException if there is a cycle; readers have reported it to people before
     */
    public ExecutionPlan(List<TaskSpec> specs, List<int[]> dependencyLists, Map<String, Duration> observed) {
        this(specs, dependencyLists, observed, Phases.ordinary());
    }

    /** @param phases no edge joins nodes of different ones */
    public ExecutionPlan(
            List<TaskSpec> specs, List<int[]> dependencyLists, Map<String, Duration> observed, Phases phases) {
        int size = specs.size();
        this.phases = phases;
        this.growing = null;
        this.rules = new NodeRules(specs);
        this.estimates = Estimates.of(specs, observed);
        Estimates.note(specs, observed, rules);
        dependencyStarts = new int[size + 1];
        dependantStarts = new int[size + 1];
        for (int node = 0; node < size; node++) {
            dependencyStarts[node + 1] = dependencyStarts[node] + dependencyLists.get(node).length;
            for (int dependency : dependencyLists.get(node)) {
                dependantStarts[dependency + 1]++;
            }
        }
        for (int node = 0; node < size; node++) {
            dependantStarts[node + 1] += dependantStarts[node];
        }
        dependencies = new int[dependencyStarts[size]];
        dependants = new int[dependencies.length];
        fill(dependencyLists);
        int[] order = FirstOrder.of(dependencyStarts, dependencies, dependantStarts, dependants);
        topologicalRank = FirstOrder.ranks(order);
        remainingPath = remainingPath(order);
    }

    private void fill(List<int[]> lists) {
        int[] next = dependantStarts.clone();
        for (int node = 0; node < lists.size(); node++) {
            int[] list = lists.get(node);
            System.arraycopy(list, 0, dependencies, dependencyStarts[node], list.length);
            for (int dependency : list) {
                dependants[next[dependency]++] = node;
            }
        }
    }

    private long[] remainingPath(int[] order) {
        long[] path = new long[order.length];
        for (int at = order.length - 1; at >= 0; at--) {
            int node = order[at];
            long longest = 0;
            for (int i = dependantStarts[node]; i < dependantStarts[node + 1]; i++) {
                longest = Math.max(longest, path[dependants[i]]);
            }
            path[node] = longest + estimate(node);
        }
        return path;
    }

    /** How long the node is expected to take, in microseconds. */
    public long estimate(int node) {
        return growing == null ? estimates[node] : Estimates.alone(spec(node));
    }

    /** Whether the estimate was observed or said by somebody, and is not what a node without one counts for. */
    public boolean isEstimated(int node) {
        return rules.isEstimated(node);
    }

    /** Whether the node's attempts are to give signs of life. */
    public boolean beats(int node) {
        return rules.beats(node);
    }

    public int size() {
        return rules.size();
    }

    public TaskSpec spec(int node) {
        return rules.spec(node);
    }

    /** Whether the node runs when all others have ended, however they did. */
    public boolean isFinal(int node) {
        return phases.isFinal(node);
    }

    /** The first node that {@link #isFinal}, {@link #steps} if there is none. */
    public int firstFinal() {
        return Math.min(phases.firstFinal(), steps());
    }

    /** How many nodes are no compensations; those stand behind. */
    public int steps() {
        return Math.min(phases.steps(), size());
    }

    public Phases phases() {
        return phases;
    }

    /** What the specs say of when nodes run, close together in memory. */
    NodeRules rules() {
        return rules;
    }

    /** The number that all nodes share that ask for the same: one action, and as much of the same resources. */
    public int profile(int node) {
        return rules.profiles().of(node);
    }

    /** One of the specs of that profile. */
    public TaskSpec profileSpec(int profile) {
        return rules.profiles().example(profile);
    }

    public String name(int node) {
        return spec(node).name();
    }

    public int dependencyCount(int node) {
        return growing == null ? dependencyStarts[node + 1] - dependencyStarts[node] : growing.dependencyCount(node);
    }

    /** The {@code i}-th dependency of {@code node}; {@link GrowingEdges#MISSING} if it is still to come. */
    public int dependency(int node, int i) {
        return growing == null ? dependencies[dependencyStarts[node] + i] : growing.dependency(node, i);
    }

    public int dependantCount(int node) {
        return growing == null ? dependantStarts[node + 1] - dependantStarts[node] : growing.dependantCount(node);
    }

    /** The {@code i}-th dependant of {@code node}. */
    public int dependant(int node, int i) {
        return growing == null ? dependants[dependantStarts[node] + i] : growing.dependant(node, i);
    }

    /** The node's place in one fixed topological order; in a plan that grows, in the order of growth. */
    public int topologicalRank(int node) {
        return growing == null ? topologicalRank[node] : node;
    }

    /** The longest expected path from the node's start to the end, in microseconds; 0 in a plan that grows. */
    public long remainingPath(int node) {
        return growing == null ? remainingPath[node] : 0;
    }

    /** The nodes as they are now, each after those that it depends on. */
    int[] inTopologicalOrder() {
        if (growing != null) {
            return growing.topologicalOrder();
        }
        return FirstOrder.ranks(topologicalRank); // a permutation undoes its inverse
    }

    /** What makes it grow, null for a plan that stays as it is. */
    @Nullable
    GrowingEdges growth() {
        return growing;
    }

    /** Adds the next node; {@code on} as {@link GrowingEdges#add} takes it. */
    int grow(TaskSpec spec, int[] on) {
        if (growing == null) {
            throw new IllegalStateException("a plan that is complete got another node: " + spec.name());
        }
        rules.add(spec);
        return growing.add(on);
    }

    /** Whether every dependency of {@code node} is in the plan. */
    boolean isComplete(int node) {
        return growing == null || growing.missing(node) == 0;
    }

    /** The node of that name, the newest of several; negative if there is none. */
    public int newest(String name) {
        int node = size() - 1;
        while (node >= 0 && !name(node).equals(name)) {
            node--;
        }
        return node;
    }
}
