package dev.orchestration.workflow.dag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graphs that break what is recursive, quadratic, or believes that nobody means harm. */
final class HostileGraphTest {
    private static final int MILLION = 1_000_000;

    private static WorkflowDAG graph(int size, IntFunction<List<String>> dependencies) {
        List<String> names = IntStream.range(0, size).mapToObj(i -> "t" + i).toList();
        return WorkflowDAG.of(
                names, IntStream.range(0, size).mapToObj(dependencies).toList());
    }

    @Test
    void aChainOfAMillionIsSortedLevelledAndReduced() {
        // Declared backwards, so that the order is not the declaration.
        WorkflowDAG chain = graph(MILLION, i -> i == MILLION - 1 ? List.of() : List.of("t" + (i + 1)));
        assertThat(chain.validate()).isEmpty();
        assertThat(chain.order()).startsWith(MILLION - 1, MILLION - 2).endsWith(1, 0);
        assertThat(chain.getExecutionLevels()).hasSize(MILLION);
        assertThat(chain.getTransitiveDependencies("t0")).hasSize(MILLION - 1);
        assertThat(chain.transitiveReduction().dependantTargets()).hasSize(MILLION - 1);
    }

    @Test
    void aFanOutOfAMillionIsTwoLevels() {
        WorkflowDAG fan = graph(MILLION, i -> i == 0 ? List.of() : List.of("t0"));
        assertThat(fan.outDegree(0)).isEqualTo(MILLION - 1);
        assertThat(fan.topologicalSort()).startsWith("t0", "t1", "t2").endsWith("t999999");
        assertThat(fan.getExecutionLevels()).extracting(List::size).containsExactly(1, MILLION - 1);
    }

    @Test
    void aFanInOfAMillionIsTwoLevels() {
        List<String> all =
                IntStream.range(0, MILLION - 1).mapToObj(i -> "t" + i).toList();
        WorkflowDAG fan = graph(MILLION, i -> i == MILLION - 1 ? all : List.of());
        assertThat(fan.inDegree(MILLION - 1)).isEqualTo(MILLION - 1);
        assertThat(fan.getExecutionLevels()).extracting(List::size).containsExactly(MILLION - 1, 1);
        assertThat(fan.transitiveReduction().inDegree(MILLION - 1)).isEqualTo(MILLION - 1);
    }

    @Test
    void aCycleOfAHundredThousandIsNamedWholeAndToldShort() {
        int size = 100_000;
        List<DagFault> faults = graph(size, i -> List.of("t" + (i + 1) % size)).validate();
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).names())
                .hasSize(size + 1)
                .startsWith("t0", "t1")
                .endsWith("t99999", "t0");
        assertThat(faults.get(0).message())
                .contains("t0 -> t1 -> ")
                .contains("… 99961 more …")
                .endsWith("t99999 -> t0")
                .hasSizeLessThan(1_000);
    }

    @Test
    void diamondsWithABillionPathsAreNoMoreThanTheirEdges() {
        WorkflowDAG diamonds = graph(91, i -> switch (i % 3) {
            case 1, 2 -> List.of("t" + (i - i % 3));
            default -> i == 0 ? List.of() : List.of("t" + (i - 2), "t" + (i - 1));
        });
        assertThat(diamonds.levels()[90]).isEqualTo(60);
        assertThat(diamonds.getTransitiveDependencies("t90")).hasSize(90);
        assertThat(diamonds.transitiveReduction().dependantTargets()).hasSize(120);
    }

    @Test
    void aLadderOfAMillionIsSortedLevelledAndReduced() {
        // Two rails and a rung at each step, declared from the top down.
        WorkflowDAG ladder = graph(MILLION, i -> {
            int below = i + 2 - i % 2;
            return below >= MILLION ? List.of() : List.of("t" + below, "t" + (below + 1));
        });
        assertThat(ladder.getExecutionLevels()).hasSize(MILLION / 2).allMatch(level -> level.size() == 2);
        assertThat(ladder.order()).startsWith(MILLION - 2, MILLION - 1).endsWith(0, 1);
        assertThat(ladder.transitiveReduction().dependantTargets()).hasSize(2 * MILLION - 4);
        assertThat(ladder.getTransitiveDependants("t" + (MILLION - 1))).hasSize(MILLION - 2);
    }

    @Test
    void neighboursOfAMillionAreToldOneByOne() {
        WorkflowDAG chain = graph(MILLION, i -> i == 0 ? List.of() : List.of("t" + (i - 1)));
        assertThat(chain.names())
                .allMatch(name -> chain.getDependencies(name).size()
                                + chain.getDependants(name).size()
                        <= 2);
    }

    @Test
    void everyPossibleEdgeButThoseOfAChainIsImplied() {
        int size = 3_000;
        List<String> names = IntStream.range(0, size).mapToObj(i -> "t" + i).toList();
        WorkflowDAG complete = WorkflowDAG.of(
                names,
                IntStream.range(0, size).mapToObj(i -> names.subList(0, i)).toList());
        assertThat(complete.dependantTargets()).hasSize(size * (size - 1) / 2);
        assertThat(complete.transitiveReduction().dependantTargets())
                .isEqualTo(IntStream.range(1, size).toArray());
    }

    @Test
    void aMillionTasksInOneComponentAreNoMoreThanOneFault() {
        WorkflowDAG knot = graph(MILLION, i -> List.of("t" + (i + 1) % MILLION, "t" + (i + 7) % MILLION));
        List<DagFault> faults = knot.validate();
        assertThat(faults).hasSize(1);
        requireCycle(knot, faults.get(0));
    }

    @ParameterizedTest
    @CsvSource({"debian-deps.tsv, 59417, 59", "npm-kestra-ui.tsv, 1580, 7"})
    void aRealPackageGraphHasACycleForEachOfItsComponents(String file, int nodes, int components) throws IOException {
        WorkflowDAG dag = PackageGraph.dag(PackageGraph.read(file));
        assertThat(dag.size()).isEqualTo(nodes);
        List<DagFault> faults = dag.validate().stream()
                .filter(fault -> fault.kind() == DagFault.Kind.CYCLE)
                .toList();
        assertThat(faults).hasSize(components);
        faults.forEach(fault -> requireCycle(dag, fault));
    }

    @Test
    void theCyclicComponentsOfDebianAreExactlyThoseWrittenDown() throws IOException {
        List<Set<String>> found = Components.of(PackageGraph.dag(PackageGraph.read("debian-deps.tsv")));
        assertThat(Set.copyOf(found)).hasSize(59).isEqualTo(PackageGraph.sets("debian-scc.tsv"));
    }

    @Test
    void debianWithoutItsCyclesIsSortedLevelledAndReduced() throws IOException {
        WorkflowDAG dag = PackageGraph.dag(PackageGraph.acyclic("debian-deps.tsv"));
        assertThat(dag.topologicalSort()).hasSize(59_417);
        WorkflowDAG reduced = dag.transitiveReduction();
        assertThat(reduced.levels()).isEqualTo(dag.levels());
        assertThat(reduced.dependantTargets().length).isLessThan(dag.dependantTargets().length);
        assertThat(reduced.getTransitiveDependencies("0ad")).isEqualTo(dag.getTransitiveDependencies("0ad"));
    }

    private static void requireCycle(WorkflowDAG dag, DagFault fault) {
        List<String> path = fault.names();
        assertThat(path.get(0)).isEqualTo(path.get(path.size() - 1));
        for (int i = 1; i < path.size(); i++) {
            assertThat(dag.getDependencies(path.get(i - 1))).contains(path.get(i));
        }
    }
}
