package dev.orchestration.workflow.dag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WorkflowDAGTest {
    /** {@code "d: b c"} declares d, which depends on b and c. */
    private static WorkflowDAG graph(String... lines) {
        List<String> names = new ArrayList<>();
        List<List<String>> dependencies = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.split(":", 2);
            names.add(parts[0]);
            String needs = parts.length == 1 ? "" : parts[1].strip();
            dependencies.add(needs.isEmpty() ? List.of() : List.of(needs.split(" ")));
        }
        return WorkflowDAG.of(names, dependencies);
    }

    private static List<String> messages(WorkflowDAG dag) {
        return dag.validate().stream().map(DagFault::message).toList();
    }

    @Test
    void ofTasksThatAreFreeTheOneDeclaredFirstComesNext() {
        assertThat(graph("z: c", "c", "a", "b: a", "y").topologicalSort()).containsExactly("c", "z", "a", "b", "y");
        assertThat(graph("d: b c", "c: a", "b: a", "a").topologicalSort()).containsExactly("a", "c", "b", "d");
    }

    @Test
    void levelsHoldTheirTasksInDeclarationOrder() {
        WorkflowDAG dag = graph("d: b c", "c: a", "b: a", "x", "a");
        assertThat(dag.getExecutionLevels()).containsExactly(List.of("x", "a"), List.of("c", "b"), List.of("d"));
        assertThat(dag.levels()).containsExactly(2, 1, 1, 0, 0);
    }

    @Test
    void anEmptyGraphIsValidAndHasNoLevels() {
        assertThat(graph().validate()).isEmpty();
        assertThat(graph().getExecutionLevels()).isEmpty();
        assertThat(graph().criticalPath(Map.of()).names()).isEmpty();
    }

    @Test
    void everyFaultIsToldNotTheFirst() {
        WorkflowDAG dag = graph("a: b", "b: a", "c: c nowhere", "a", "d: e", "e: f", "f: d");
        assertThat(messages(dag))
                .containsExactly(
                        "the name 'a' is used more than once",
                        "'c' depends on itself",
                        "'c' depends on 'nowhere', which does not exist",
                        "cycle, each needs the next: a -> b -> a",
                        "cycle, each needs the next: d -> e -> f -> d");
    }

    @Test
    void aShortestCycleOfAComponentIsNamed() {
        WorkflowDAG dag = graph("a: b", "b: c", "c: d", "d: a c");
        assertThat(messages(dag)).containsExactly("cycle, each needs the next: c -> d -> c");
    }

    @Test
    void whatHangsOnACycleOrLeadsToItIsNoPartOfTheFault() {
        WorkflowDAG dag = graph("in", "a: in b", "b: a", "bridge: b", "c: bridge d", "d: c", "out: d");
        assertThat(messages(dag))
                .containsExactly("cycle, each needs the next: a -> b -> a", "cycle, each needs the next: c -> d -> c");
    }

    @Test
    void anOrderOfACyclicGraphIsRefusedWithItsPath() {
        assertThatThrownBy(() -> graph("a: b", "b: a").topologicalSort())
                .isInstanceOfSatisfying(CycleDetectedException.class, e -> {
                    assertThat(e.path()).containsExactly("a", "b", "a");
                    assertThat(e.code()).isEqualTo(ErrorCode.DEFINITION_INVALID);
                })
                .isInstanceOf(DAGValidationException.class)
                .hasMessageContaining("a -> b -> a");
    }

    @Test
    void anOrderOfAGraphWithAMissingDependencyIsRefused() {
        assertThatThrownBy(() -> graph("a: ghost").getExecutionLevels())
                .isInstanceOf(DAGValidationException.class)
                .isNotInstanceOf(CycleDetectedException.class)
                .hasMessageContaining("'ghost'");
    }

    @Test
    void directAndTransitiveNeighboursAreInDeclarationOrder() {
        WorkflowDAG dag = graph("d: c b", "c: a", "b: a", "a", "e: d");
        assertThat(dag.getDependencies("d")).containsExactly("c", "b");
        assertThat(dag.getDependants("a")).containsExactly("c", "b");
        assertThat(dag.getTransitiveDependencies("e")).containsExactly("d", "c", "b", "a");
        assertThat(dag.getTransitiveDependants("a")).containsExactly("d", "c", "b", "e");
        assertThat(dag.getTransitiveDependants("e")).isEmpty();
    }

    @Test
    void anUnknownNameIsRefused() {
        assertThatThrownBy(() -> graph("a").getDependants("b"))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_TASK));
    }

    @Test
    void aDependencyNamedTwiceCountsOnce() {
        WorkflowDAG dag = graph("a", "b: a a");
        assertThat(dag.inDegree(1)).isEqualTo(1);
        assertThat(dag.dependantTargets()).containsExactly(1);
        assertThat(dag.dependantStarts()).containsExactly(0, 1, 1);
    }

    @Test
    void theCriticalPathIsTheLongestInTime() {
        WorkflowDAG dag = graph("a", "b: a", "c: a", "d: b c");
        Map<String, Duration> durations =
                Map.of("a", Duration.ofSeconds(1), "b", Duration.ofSeconds(2), "c", Duration.ofSeconds(5));
        assertThat(dag.criticalPath(durations))
                .isEqualTo(new CriticalPath(List.of("a", "c", "d"), Duration.ofSeconds(6)));
        assertThat(dag.longestRemaining(new long[] {1, 2, 5, 0})).containsExactly(6, 2, 5, 0);
        assertThat(dag.longestRemaining(new long[] {Long.MAX_VALUE, 2, 5, 0})[0])
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aReducedGraphLacksOnlyWhatLongerPathsImply() {
        WorkflowDAG reduced = graph("a", "b: a", "c: a b", "d: c a b").transitiveReduction();
        assertThat(reduced.getDependencies("c")).containsExactly("b");
        assertThat(reduced.getDependencies("d")).containsExactly("c");
        assertThat(reduced.topologicalSort()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void durationsThatCannotBeAreRefused() {
        WorkflowDAG dag = graph("a", "b: a");
        assertThatIllegalArgumentException().isThrownBy(() -> dag.longestRemaining(new long[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> dag.longestRemaining(new long[] {1, -1}));
        assertThatIllegalArgumentException().isThrownBy(() -> dag.criticalPath(Map.of("b", Duration.ofNanos(-1))));
        assertThat(dag.criticalPath(Map.of("a", Duration.ofSeconds(Long.MAX_VALUE), "b", Duration.ofDays(1)))
                        .length())
                .isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    }

    @Test
    void theExceptionNamesTheShortestOfAllCycles() {
        assertThatThrownBy(graph("a: b", "b: c", "c: a", "x: y", "y: x")::requireValid)
                .isInstanceOfSatisfying(CycleDetectedException.class, e -> {
                    assertThat(e.path()).containsExactly("x", "y", "x");
                    assertThat(e.faults()).hasSize(2);
                });
    }

    @Test
    void oneOfManyDependenciesThatIsNamedTwiceCountsOnce() {
        StringBuilder line = new StringBuilder("last:");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lines.add("t" + i);
            line.append(" t").append(i).append(" t").append(i / 2);
        }
        lines.add(line.toString());
        assertThat(graph(lines.toArray(String[]::new)).inDegree(40)).isEqualTo(40);
    }

    @Test
    void aNameThatATerminalWouldObeyIsShownHarmless() {
        assertThat(messages(graph("\u001B[2J: \u202Ex")))
                .containsExactly("'\\u001b[2J' depends on '\\u202ex', which does not exist");
    }
}
