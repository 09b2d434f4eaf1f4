package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.orchestration.workflow.WorkflowManager;
import dev.orchestration.workflow.dag.CycleDetectedException;
import dev.orchestration.workflow.dag.DAGTask;
import dev.orchestration.workflow.dag.DagFault;
import dev.orchestration.workflow.parallel.ParallelWorkflow;
import dev.orchestration.workflow.parallel.ParallelWorkflowResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the workflow manager of an engine does with graphs of tasks that are no workflow. */
class ParallelWorkflowTest {
    private static final Path ROOT = Path.of(System.getProperty("orchestration.root"));

    private final OrchestrationEngine engine = OrchestrationEngine.builder()
            .action("report", "day", ctx -> "Monday")
            .build();
    private final WorkflowManager manager = engine.workflowManager();

    @AfterEach
    void close() {
        engine.close();
    }

    private static DAGTask task(String name, String... dependencies) {
        return DAGTask.of(name, "core", "noop", List.of(dependencies), Map.of());
    }

    @Test
    void theGraphOfTasksIsMadeCheckedAndOrdered() {
        List<DAGTask> tasks = List.of(task("d", "b", "c"), task("c", "a"), task("b", "a"), task("a"));
        assertThat(manager.createWorkflowDag(tasks).topologicalSort()).containsExactly("a", "c", "b", "d");
        assertThat(manager.validateWorkflowDependencies(tasks)).isEmpty();
        assertThat(manager.getWorkflowExecutionOrder(tasks))
                .containsExactly(List.of("a"), List.of("c", "b"), List.of("d"));
    }

    @Test
    void everyFaultOfTasksIsToldNotTheFirst() {
        List<DAGTask> faulty = List.of(task("a", "b"), task("b", "a"), task("c", "c", "ghost"), task("c"));
        assertThat(manager.validateWorkflowDependencies(faulty))
                .extracting(DagFault::kind)
                .containsExactly(
                        DagFault.Kind.DUPLICATE,
                        DagFault.Kind.SELF_DEPENDENCY,
                        DagFault.Kind.MISSING_DEPENDENCY,
                        DagFault.Kind.CYCLE);
        assertThatExceptionOfType(CycleDetectedException.class)
                .isThrownBy(() -> manager.getWorkflowExecutionOrder(faulty));
    }

    @Test
    void tasksRunWithTheActionsOfTheEngineAndTheResultHasItsShape() {
        List<DAGTask> tasks = List.of(
                DAGTask.of("day", "report", "day", List.of(), Map.of()),
                DAGTask.of("bad", "core", "fail", List.of(), Map.of("message", "no data")),
                task("after", "bad"));
        ParallelWorkflowResult result = manager.executeParallelWorkflow(new ParallelWorkflow(tasks, Map.of(), 1));
        assertThat(result.toMap())
                .containsEntry("status", "partial_failure")
                .containsEntry("total_tasks", 3L)
                .containsEntry("completed_tasks", 1L)
                .containsEntry("failed_tasks", 2L);
        var results = assertThat(result.toMap().get("task_results"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Map.class));
        results.containsOnlyKeys("day", "bad", "after");
        results.containsEntry("day", result.taskResults().get("day").toMap());
        assertThat(result.taskResults().get("day").toMap())
                .containsOnlyKeys("task_name", "status", "result", "error", "start_time", "end_time", "duration")
                .containsEntry("result", "Monday");
    }

    @Test
    void theStatusSaysWhetherAllSomeOrNoneCompleted() {
        DAGTask bad = DAGTask.of("bad", "core", "fail", List.of(), Map.of());
        assertThat(status(task("a"), task("b"))).isEqualTo("completed");
        assertThat(status()).isEqualTo("completed");
        assertThat(status(task("a"), bad)).isEqualTo("partial_failure");
        assertThat(status(bad, task("after", "bad"))).isEqualTo("failed");
    }

    private String status(DAGTask... tasks) {
        return manager.executeParallelWorkflow(ParallelWorkflow.of(List.of(tasks), Map.of()))
                .status()
                .wire();
    }

    @Test
    void theExampleOfTheGuideIsThisOne() throws IOException {
        ParallelWorkflowResult result = engine.workflowManager()
                .executeParallelWorkflow(ParallelWorkflow.of(
                        List.of(
                                DAGTask.of("day", "report", "day", List.of(), Map.of()),
                                DAGTask.of("bad", "core", "fail", List.of(), Map.of("message", "no data"))),
                        Map.of("bad", List.of("day"))));
        String guide = Files.readString(ROOT.resolve("docs/dag.md"));
        String shown = result.status().wire() + " " + result.completedTasks() + " of " + result.totalTasks();
        assertThat(guide).contains("```text\n" + shown + "\n```");
        String source = Files.readString(ROOT.resolve("orchestration-core/src/test/java")
                .resolve(ParallelWorkflowTest.class.getName().replace('.', '/') + ".java"));
        String code =
                guide.substring(guide.indexOf("ParallelWorkflowResult result ="), guide.lastIndexOf("System.out"));
        assertThat(source.replaceAll("\\s", "")).contains(code.replaceAll("\\s", ""));
    }
}
