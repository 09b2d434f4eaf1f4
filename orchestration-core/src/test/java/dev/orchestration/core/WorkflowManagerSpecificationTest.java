package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowManager;
import dev.orchestration.workflow.dag.CycleDetectedException;
import dev.orchestration.workflow.dag.DAGTask;
import dev.orchestration.workflow.dag.DagFault;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the specification of the engine says of the workflow manager, sentence by sentence. */
class WorkflowManagerSpecificationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final OrchestrationEngine engine = OrchestrationEngine.builder()
            .action("host", "all", ctx -> ctx.parameters())
            .build();
    private final WorkflowManager manager = engine.workflowManager();

    @AfterEach
    void close() {
        engine.close();
    }

    private static WorkflowStep step(String name, String action, Map<String, ?> parameters, String... after) {
        return WorkflowStep.of(name, "core", action, parameters, List.of(after));
    }

    private WorkflowExecution run(String workflow, Map<String, ?> parameters) {
        var session = engine.createSession("s", OrchestrationMode.PARALLEL);
        return engine.executeWorkflow(workflow, parameters, session.id()).await(PATIENCE);
    }

    private static DAGTask task(String name, String... dependencies) {
        return DAGTask.of(name, "core", "noop", List.of(dependencies), Map.of());
    }

    @Test
    void createWorkflowValidatesRegistersAndReplaces() {
        assertThatThrownBy(() -> manager.createWorkflow("w", List.of(step("a", "noop", Map.of(), "nobody"))))
                .isInstanceOfSatisfying(
                        OrchestrationException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.DEFINITION_INVALID));
        assertThat(manager.getWorkflow("w")).isEmpty();
        WorkflowDefinition first = manager.createWorkflow("w", List.of(step("a", "noop", Map.of())));
        assertThat(manager.getWorkflow("w")).contains(first);
        WorkflowDefinition second = manager.createWorkflow("w", List.of(step("b", "noop", Map.of())));
        assertThat(manager.listWorkflows()).containsExactly(second);
        assertThat(manager.removeWorkflow("w")).isTrue();
        assertThat(manager.removeWorkflow("w")).isFalse();
        assertThat(manager.listWorkflows()).isEmpty();
    }

    @Test
    void actionsAreLookedAtWhenItIsExecutedSinceAHostMayRegisterThemLater() {
        manager.createWorkflow("w", List.of(WorkflowStep.of("a", "late", "work", Map.of(), List.of())));
        assertThatThrownBy(() -> run("w", Map.of())).hasMessageContaining("late.work");
        engine.actions().register("late", "work", ctx -> "done");
        assertThat(run("w", Map.of()).stepResults().get("a").result()).isEqualTo("done");
    }

    @Test
    void whatActionsAreGivenIsLookedAtWhenItIsExecutedAndNothingRunsIfItDoesNotFit() {
        manager.createWorkflow(new Definitions().parse("""
                {"name": "w", "steps": [
                  {"name": "first", "action": "core.echo", "parameters": {"message": "ran"}},
                  {"name": "typo", "action": "shell.run", "parameters": {"comand": "true"}, "depends_on": ["first"]},
                  {"name": "open", "action": "core.sleep", "parameters": {"duration": "{{first.output}}"}},
                  {"name": "wrong", "action": "core.sleep", "parameters": {"duration": []}},
                  {"name": "nap", "action": "core.sleep", "parameters": {"duration": "1s"},
                   "resources": [{"resource_id": "sys-compute"}]}]}""", "w.json"));
        assertThatThrownBy(() -> run("w", Map.of()))
                .hasMessageContaining(
                        "step typo: the action shell.run has no parameter 'comand'; did you mean 'command'?")
                .hasMessageContaining("parameters of step typo: command")
                .hasMessageContaining("parameters of step wrong: duration")
                .hasMessageContaining("step nap waits without doing work, so it cannot hold resources")
                .message()
                .doesNotContain("step open");
        assertThat(manager.executions().newest(9)).isEmpty();
    }

    @Test
    void parametersReachStepsThroughTemplatesAndAsTheDefaultOfAStepParameterOfTheSameName() {
        manager.createWorkflow(new Definitions().parse("""
                {"name": "w", "parameters": {"message": {"type": "string", "default": "usual"}, "day": {"type": "string"}},
                 "steps": [
                  {"name": "template", "action": "core.echo", "parameters": {"message": "on {{day}}"}},
                  {"name": "unsaid", "action": "core.echo"},
                  {"name": "said", "action": "core.echo", "parameters": {"message": "own"}},
                  {"name": "open", "action": "host.all", "parameters": {"day": "own"}}]}""", "w.json"));
        WorkflowExecution usual = run("w", Map.of("day", "Monday"));
        assertThat(usual.stepResults().get("template").result()).isEqualTo("on Monday");
        assertThat(usual.stepResults().get("unsaid").result()).isEqualTo("usual");
        assertThat(usual.stepResults().get("said").result()).isEqualTo("own");
        // of the parameters of an action without a schema all may be its
        assertThat(usual.stepResults().get("open").result()).isEqualTo(Map.of("message", "usual", "day", "own"));
        assertThat(usual.parameters()).isEqualTo(Map.of("message", "usual", "day", "Monday"));
        WorkflowExecution other = run("w", Map.of("day", "Monday", "message", "given"));
        assertThat(other.stepResults().get("unsaid").result()).isEqualTo("given");
    }

    @Test
    void stepsMayBeDeclaredInAnyOrder() {
        manager.createWorkflow(
                "w",
                List.of(
                        step("third", "echo", Map.of("message", "{{second.output}}c")),
                        step("second", "echo", Map.of("message", "{{first.output}}b")),
                        step("first", "echo", Map.of("message", "a"))));
        WorkflowExecution ended = run("w", Map.of());
        assertThat(ended.stepResults().get("third").result()).isEqualTo("abc");
        assertThat(ended.stepResults().keySet()).containsExactly("third", "second", "first");
    }

    @Test
    void anUnknownWorkflowIsAnErrorThatOffersTheNearestNames() {
        manager.createWorkflow("nightly-report", List.of(step("a", "noop", Map.of())));
        assertThatThrownBy(() -> run("nightly-raport", Map.of()))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_NOT_FOUND))
                .hasMessageContaining("did you mean 'nightly-report'?");
    }

    @Test
    void aStepsFailureStopsItsDependantsNeverIndependentStepsAndPartialResultsAreKept() {
        manager.createWorkflow(
                "w",
                List.of(
                        step("bad", "fail", Map.of("message", "no data")),
                        step("after", "noop", Map.of(), "bad"),
                        step("last", "noop", Map.of(), "after"),
                        step("alone", "echo", Map.of("message", "kept")),
                        step("more", "echo", Map.of("message", "{{alone.output}} too"))));
        WorkflowExecution ended = run("w", Map.of());
        assertThat(ended.status()).isEqualTo(WorkflowStatus.FAILED);
        assertThat(ended.error().message()).contains("bad");
        assertThat(ended.stepResults().get("bad").status()).isEqualTo(TaskStatus.FAILED);
        assertThat(ended.stepResults().get("after").status()).isEqualTo(TaskStatus.BLOCKED);
        assertThat(ended.stepResults().get("after").blockedBy()).containsExactly("bad");
        assertThat(ended.stepResults().get("last").status()).isEqualTo(TaskStatus.BLOCKED);
        assertThat(ended.stepResults().get("last").blockedBy()).containsExactly("bad");
        assertThat(ended.stepResults().get("more").result()).isEqualTo("kept too");
    }

    @Test
    void validateWorkflowDependenciesTellsEveryFaultNotTheFirst() {
        List<DagFault> faults = manager.validateWorkflowDependencies(List.of(
                task("a", "b"),
                task("b", "a"),
                task("lone", "lone"),
                task("twice"),
                task("twice"),
                task("x", "ghost")));
        assertThat(faults)
                .extracting(DagFault::message)
                .containsExactlyInAnyOrder(
                        "the name 'twice' is used more than once",
                        "'lone' depends on itself",
                        "'x' depends on 'ghost', which does not exist",
                        "cycle, each needs the next: a -> b -> a");
    }

    @Test
    void getWorkflowExecutionOrderGivesLevelsAndRefusesAGraphWithFaults() {
        assertThat(manager.getWorkflowExecutionOrder(
                        List.of(task("d", "b", "c"), task("b", "a"), task("c"), task("a"))))
                .containsExactly(List.of("c", "a"), List.of("b"), List.of("d"));
        assertThatThrownBy(() -> manager.getWorkflowExecutionOrder(List.of(task("a", "b"), task("b", "a"))))
                .isInstanceOf(CycleDetectedException.class)
                .hasMessageContaining("a -> b -> a");
    }

    @Test
    void createWorkflowDagGivesTheGraphOfTheTasks() {
        var dag = manager.createWorkflowDag(List.of(task("b", "a"), task("a"), task("c", "b")));
        assertThat(dag.topologicalSort()).containsExactly("a", "b", "c");
        assertThat(dag.getTransitiveDependencies("c")).containsExactlyInAnyOrder("a", "b");
        assertThat(dag.toMermaid()).contains("graph");
    }

    @Test
    void getPerformanceSummaryTellsOfTheRunsOfThisEngine() {
        manager.createWorkflow("w", List.of(step("a", "echo", Map.of("message", "{{parameters}}"))));
        manager.createWorkflow("bad", List.of(step("a", "fail", Map.of("message", "no data"))));
        for (int i = 0; i < 3; i++) {
            run("w", Map.of());
        }
        WorkflowExecution failed = run("bad", Map.of());
        var summary = manager.getPerformanceSummary("w");
        assertThat(summary.runs()).isEqualTo(3);
        assertThat(summary.successRate()).isEqualTo(1.0);
        assertThat(summary.durations().count()).isEqualTo(3);
        assertThat(summary.steps().get("a").completed()).isEqualTo(3);
        var bad = manager.getPerformanceSummary("bad");
        assertThat(bad.successRate()).isEqualTo(0.0);
        assertThat(bad.durations().p95()).isNull();
        assertThat(bad.lastFailure().execution()).isEqualTo(failed.executionId());
        assertThat(bad.lastFailure().error()).isEqualTo(failed.error());
    }
}
