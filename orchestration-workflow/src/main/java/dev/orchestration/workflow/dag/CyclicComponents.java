package dev.orchestration.workflow.dag;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;

/**
 * The strongly connected components with more than one node. What is not on, or between, cycles is peeled off on the
 * int arrays first, so only the faulty core is ever copied into JGraphT (some hundred bytes an edge), whose Kosaraju
 * search is iterative. Linear.
 */
final class CyclicComponents {
    private CyclicComponents() {}

    /** The members of each component ascending, the components by their first member. */
    static List<int[]> of(Edges dependencies, Edges dependants) {
        BitSet core = new BitSet(dependencies.size());
        core.set(0, dependencies.size());
        peel(core, dependencies, dependants);
        peel(core, dependants, dependencies);
        if (core.isEmpty()) {
            return List.of();
        }
        List<int[]> components = new ArrayList<>();
        for (Set<Integer> set :
                new KosarajuStrongConnectivityInspector<>(graph(core, dependencies)).stronglyConnectedSets()) {
            if (set.size() > 1) {
                int[] members = set.stream().mapToInt(Integer::intValue).toArray();
                Arrays.sort(members);
                components.add(members);
            }
        }
        components.sort(Comparator.comparingInt(members -> members[0]));
        return components;
    }

    /** Takes out of {@code core}, again and again, what has no edge {@code in} from the core. */
    private static void peel(BitSet core, Edges in, Edges out) {
        int[] open = new int[in.size()];
        IntHeap free = new IntHeap();
        for (int node = core.nextSetBit(0); node >= 0; node = core.nextSetBit(node + 1)) {
            for (int i = in.starts[node]; i < in.starts[node + 1]; i++) {
                open[node] += core.get(in.targets[i]) ? 1 : 0;
            }
            if (open[node] == 0) {
                free.push(node);
            }
        }
        while (!free.isEmpty()) {
            int node = free.pop();
            core.clear(node);
            out.forEach(node, target -> {
                if (core.get(target) && --open[target] == 0) {
                    free.push(target);
                }
            });
        }
    }

    private static Graph<Integer, DefaultEdge> graph(BitSet core, Edges edges) {
        Graph<Integer, DefaultEdge> graph = new SimpleDirectedGraph<>(DefaultEdge.class);
        core.stream().forEach(graph::addVertex);
        core.stream()
                .forEach(node -> edges.forEach(node, target -> {
                    if (core.get(target)) {
                        graph.addEdge(node, target);
                    }
                }));
        return graph;
    }
}
