package dev.orchestration.workflow.dag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jgrapht.alg.TransitiveReduction;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.alg.cycle.SzwarcfiterLauerSimpleCycles;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random graphs, each answer compared with one that is found in a simpler or foreign way. */
final class RandomGraphTest {
    private static WorkflowDAG random(Random random, int size, double density, boolean acyclic) {
        List<String> names = IntStream.range(0, size).mapToObj(i -> "t" + i).toList();
        List<List<String>> dependencies = new ArrayList<>();
        List<Integer> rank = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(rank, random);
        for (int i = 0; i < size; i++) {
            List<String> needs = new ArrayList<>();
            for (int j = 0; j < size; j++) {
                boolean allowed = acyclic ? rank.get(j) < rank.get(i) : i != j;
                if (allowed && random.nextDouble() < density) {
                    needs.add("t" + j);
                }
            }
            dependencies.add(needs);
        }
        return WorkflowDAG.of(names, dependencies);
    }

    private static SimpleDirectedGraph<String, DefaultEdge> foreign(WorkflowDAG dag) {
        SimpleDirectedGraph<String, DefaultEdge> graph = new SimpleDirectedGraph<>(DefaultEdge.class);
        dag.names().forEach(graph::addVertex);
        dag.names().forEach(name -> dag.getDependencies(name).forEach(needs -> graph.addEdge(name, needs)));
        return graph;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theOrderIsTheSmallestThatKeepsEveryDependency(long seed) {
        WorkflowDAG dag = random(new Random(seed), 40, 0.08, true);
        Set<String> done = new HashSet<>();
        for (String next : dag.topologicalSort()) {
            String first = dag.names().stream()
                    .filter(name -> !done.contains(name) && done.containsAll(dag.getDependencies(name)))
                    .findFirst()
                    .orElseThrow();
            assertThat(next).isEqualTo(first);
            done.add(next);
        }
        assertThat(done).hasSize(40);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theReductionIsTheOneThatJGraphTFinds(long seed) {
        WorkflowDAG dag = random(new Random(seed), 30, 0.05 * seed, true);
        SimpleDirectedGraph<String, DefaultEdge> expected = foreign(dag);
        TransitiveReduction.INSTANCE.reduce(expected);
        assertThat(edges(foreign(dag.transitiveReduction()))).isEqualTo(edges(expected));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theCycleNamedIsAsShortAsTheShortestOfItsComponent(long seed) {
        WorkflowDAG dag = random(new Random(seed), 12, 0.12, false);
        List<List<String>> all = new SzwarcfiterLauerSimpleCycles<>(foreign(dag)).findSimpleCycles();
        for (DagFault fault : dag.validate()) {
            List<String> cycle = fault.names();
            int shortest = all.stream()
                    .filter(other -> dag.getTransitiveDependencies(cycle.get(0)).containsAll(other)
                            && dag.getTransitiveDependants(cycle.get(0)).containsAll(other))
                    .mapToInt(List::size)
                    .min()
                    .orElseThrow();
            assertThat(cycle).hasSize(shortest + 1);
        }
        assertThat(dag.validate().isEmpty()).isEqualTo(all.isEmpty());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theCyclicComponentsAreThoseThatJGraphTFinds(long seed) {
        WorkflowDAG dag = random(new Random(seed), 300, 0.002 + 0.0005 * seed, false);
        List<Set<String>> foreign = new KosarajuStrongConnectivityInspector<>(foreign(dag)).stronglyConnectedSets();
        assertThat(Set.copyOf(Components.of(dag)))
                .isEqualTo(foreign.stream().filter(set -> set.size() > 1).collect(Collectors.toSet()));
        assertThat(dag.validate()).hasSize(Components.of(dag).size());
    }

    /** A cycle of three, hidden in a large component all of whose other cycles are longer. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aShortCycleIsFoundInALargeComponent(long seed) {
        int size = 20_000;
        Random random = new Random(seed);
        List<List<String>> dependencies = new ArrayList<>();
        for (int i = 0; i < size - 1; i++) {
            int further = Math.min(size - 1, i + 1 + random.nextInt(30));
            dependencies.add(new ArrayList<>(List.of("t" + (i + 1), "t" + further)));
        }
        dependencies.add(new ArrayList<>(List.of("t0")));
        int from = 100 + random.nextInt(size - 200);
        dependencies.get(from + 2).add("t" + from);
        WorkflowDAG dag =
                WorkflowDAG.of(IntStream.range(0, size).mapToObj(i -> "t" + i).toList(), dependencies);
        assertThat(dag.validate())
                .hasSize(1)
                .first()
                .satisfies(fault ->
                        assertThat(fault.names()).startsWith("t" + from).hasSizeBetween(3, 4));
    }

    private static Set<String> edges(SimpleDirectedGraph<String, DefaultEdge> graph) {
        Set<String> edges = new TreeSet<>();
        graph.edgeSet().forEach(edge -> edges.add(graph.getEdgeSource(edge) + " needs " + graph.getEdgeTarget(edge)));
        return edges;
    }
}
