package dev.orchestration.workflow.dag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.workflow.definition.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LargeGraphTest {
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

    @ParameterizedTest
    @CsvSource({"debian-deps.tsv, 59417, 59", "npm-kestra-ui.tsv, 1580, 7"})
    void aRealPackageGraphHasExactlyItsCyclicComponents(String file, int nodes, int components) throws IOException {
        WorkflowDAG dag = packages(SharedData.folder().resolve("graphs").resolve(file));
        assertThat(dag.size()).isEqualTo(nodes);
        List<DagFault> faults = dag.validate().stream()
                .filter(fault -> fault.kind() == DagFault.Kind.CYCLE)
                .toList();
        assertThat(faults).hasSize(components);
        for (DagFault fault : faults) {
            for (int i = 1; i < fault.names().size(); i++) {
                assertThat(dag.getDependencies(fault.names().get(i - 1)))
                        .contains(fault.names().get(i));
            }
        }
    }

    private static WorkflowDAG packages(Path file) throws IOException {
        Map<String, List<String>> needs = new LinkedHashMap<>();
        TreeSet<String> all = new TreeSet<>();
        try (var lines = Files.lines(file)) {
            lines.map(line -> line.split("\t")).forEach(edge -> {
                needs.computeIfAbsent(edge[0], name -> new ArrayList<>()).add(edge[1]);
                Collections.addAll(all, edge);
            });
        }
        List<String> names = List.copyOf(all);
        return WorkflowDAG.of(
                names,
                names.stream().map(name -> needs.getOrDefault(name, List.of())).toList());
    }
}
