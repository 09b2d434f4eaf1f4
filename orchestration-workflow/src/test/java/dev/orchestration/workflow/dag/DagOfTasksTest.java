package dev.orchestration.workflow.dag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DagOfTasksTest {
    private static DAGTask task(String name, String... dependencies) {
        return DAGTask.of(name, "core", "noop", List.of(dependencies), Map.of());
    }

    @Test
    void itsTasksAreFoundByName() {
        DAGTask first = task("a");
        WorkflowDAG dag = WorkflowDAG.of(List.of(first, task("b", "a")));
        assertThat(dag.task("a")).containsSame(first);
        assertThat(dag.task("c")).isEmpty();
        assertThat(dag.tasks()).extracting(DAGTask::name).containsExactly("a", "b");
        assertThat(WorkflowDAG.of(List.of("a"), List.of(List.of())).task("a")).isEmpty();
    }

    @Test
    void dependenciesMayStandBesideTheTasks() {
        WorkflowDAG dag = WorkflowDAG.of(List.of(task("c", "a"), task("b"), task("a")), Map.of("c", List.of("b", "a")));
        assertThat(dag.getDependencies("c")).containsExactly("b", "a");
        assertThat(dag.topologicalSort()).containsExactly("b", "a", "c");
    }

    @Test
    void everyFaultOfBothIsToldInAFixedOrder() {
        Map<String, List<String>> beside = new LinkedHashMap<>();
        beside.put("zoe", List.of("a"));
        beside.put("a", List.of("a", "nowhere"));
        beside.put("yan", List.of());
        WorkflowDAG dag = WorkflowDAG.of(List.of(task("a", "b"), task("b", "a"), task("b")), beside);
        assertThat(dag.validate())
                .extracting(DagFault::message)
                .containsExactly(
                        "the name 'b' is used more than once",
                        "dependencies are given for 'yan', which does not exist",
                        "dependencies are given for 'zoe', which does not exist",
                        "'a' depends on itself",
                        "'a' depends on 'nowhere', which does not exist",
                        "cycle, each needs the next: a -> b -> a");
    }

    @Test
    void theSecondOfTwoNamesakesCannotNeedTheFirst() {
        WorkflowDAG dag = WorkflowDAG.of(List.of(task("a"), task("a", "a")));
        assertThat(dag.validate())
                .extracting(DagFault::kind)
                .containsExactly(DagFault.Kind.DUPLICATE, DagFault.Kind.SELF_DEPENDENCY);
    }

    @Test
    void aTaskIsAValueThatKeepsWhatItIsGiven() {
        DAGTask task = DAGTask.of("a", "core", "echo", List.of("x"), Map.of("message", List.of(1)))
                .after(List.of("y"))
                .withTimeout(Duration.ofSeconds(3));
        assertThat(task.actionName()).hasToString("core.echo");
        assertThat(task.dependencies()).containsExactly("x", "y");
        assertThat(task.parameters()).isEqualTo(Map.of("message", List.of(1L)));
        assertThat(task.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(task.code()).isNull();
        assertThat(DAGTask.of("b", List.of(), ctx -> 1).actionName()).hasToString("host.b");
    }

    @Test
    void parametersThatAreNoJsonAreRefused() {
        assertThatThrownBy(() -> DAGTask.of("a", "core", "echo", List.of(), Map.of("message", new Object())))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_JSON))
                .hasMessageContaining("parameters of task a.message");
    }

    @Test
    void moreTasksThanCanBeNumberedAreRefused() {
        List<String> names = Collections.nCopies(WorkflowDAG.MAX_TASKS + 1, "a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkflowDAG.of(names, List.of()))
                .withMessageContaining("more than " + WorkflowDAG.MAX_TASKS);
    }

    @Test
    void aHugeListOfOneDependencyTakesNoRoom() {
        List<List<String>> dependencies = List.of(List.of(), Collections.nCopies(50_000_000, "a"));
        assertThat(WorkflowDAG.of(List.of("a", "b"), dependencies).inDegree(1)).isEqualTo(1);
    }
}
