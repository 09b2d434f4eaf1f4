package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.projects.NewProject;
import dev.orchestration.projects.Project;
import dev.orchestration.projects.ProjectStatus;
import dev.orchestration.projects.ProjectType;
import dev.orchestration.resources.AllocationRequest;
import dev.orchestration.resources.InsufficientCapacityException;
import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceAllocation;
import dev.orchestration.resources.ResourceLimits;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceStatus;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.resources.ResourceUsage;
import dev.orchestration.resources.ResourceVector;
import dev.orchestration.resources.UnknownResourceException;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.Wire;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.UnknownTaskException;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowNotFoundException;
import dev.orchestration.workflow.dag.DAGTask;
import dev.orchestration.workflow.definition.WorkflowStep;
import dev.orchestration.workflow.parallel.ExecutionResult;
import dev.orchestration.workflow.parallel.ExecutionStatus;
import dev.orchestration.workflow.parallel.ParallelExecutor;
import dev.orchestration.workflow.parallel.ParallelSettings;
import dev.orchestration.workflow.parallel.ParallelWorkflow;
import dev.orchestration.workflow.parallel.ParallelWorkflowResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of values, and the records with their defaults, as the specification of the engine has them. */
class SpecificationValuesTest {
    private static final ResourceId GPU = new ResourceId("gpu");

    @TempDir
    Path folder;

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(OrchestrationMode.class, "sequential parallel priority resource_aware"),
                Arguments.of(SessionStatus.class, "pending active completed cancelled failed"),
                Arguments.of(TaskPriority.class, "critical high normal low background"),
                Arguments.of(
                        TaskStatus.class, "pending blocked ready running waiting completed skipped failed cancelled"),
                Arguments.of(WorkflowStatus.class, "pending running paused completed failed cancelled"),
                Arguments.of(ExecutionStatus.class, "pending running completed failed cancelled timeout"),
                Arguments.of(
                        ResourceType.class,
                        "compute memory storage network api_quota database custom file_handle thread process lock"),
                Arguments.of(ResourceStatus.class, "available allocated busy maintenance offline depleted unknown"),
                Arguments.of(ProjectStatus.class, "planning active paused completed archived failed"),
                Arguments.of(
                        ProjectType.class,
                        "ai_analysis web_application data_pipeline ml_model documentation research custom"),
                Arguments.of(ErrorKind.class, "user resource external timeout cancelled internal"));
    }

    @ParameterizedTest
    @MethodSource("values")
    <E extends Enum<E>> void anEnumHasTheseMembersAndWireForms(Class<E> type, String wire) throws Exception {
        assertThat(Wire.names(type)).containsExactlyInAnyOrder(wire.split(" ", -1));
        for (E member : type.getEnumConstants()) {
            assertThat(type.getMethod("wire").invoke(member)).isEqualTo(Wire.name(member));
            assertThat(Wire.parse(type, Wire.name(member))).isEqualTo(member);
        }
    }

    @Test
    void thePrioritiesCountFromCriticalAsNoneToBackgroundAsFour() {
        assertThat(Arrays.stream(TaskPriority.values()).map(each -> each.wire() + "=" + each.ordinal()))
                .containsExactly("critical=0", "high=1", "normal=2", "low=3", "background=4");
    }

    @Test
    void aTaskThatSaysNothingHasTheseDefaults() {
        Task task = Task.of("t", "core", "noop", Map.of());
        assertThat(task.id()).isNull();
        assertThat(task.action().module()).isEqualTo("core");
        assertThat(task.action().action()).isEqualTo("noop");
        assertThat(task.parameters()).isEmpty();
        assertThat(task.priority()).isEqualTo(TaskPriority.NORMAL);
        assertThat(task.dependencies()).isEmpty();
        assertThat(task.resources()).isEmpty();
        assertThat(task.timeout()).isNull();
        assertThat(task.metadata()).isEmpty();
        assertThat(task.retry().maxRetries()).isEqualTo(3);
        assertUsualBackoff(task.retry());
    }

    private static void assertUsualBackoff(RetryPolicy retry) {
        assertThat(retry.initial()).isEqualTo(Duration.ofSeconds(1));
        assertThat(retry.multiplier()).isEqualTo(2);
        assertThat(retry.jitter()).isEqualTo(0.2);
        assertThat(retry.max()).isEqualTo(Duration.ofMinutes(1));
        assertThat(retry.allows(ErrorKind.USER, 1)).isFalse();
    }

    @Test
    void aStepOfAFileAndOneOfCodeThatSayNothingHaveTheseDefaults() {
        WorkflowStep read = new Definitions()
                .parse("{\"name\": \"w\", \"steps\": [{\"name\": \"a\", \"action\": \"core.noop\"}]}", "w.json")
                .steps()
                .get(0);
        WorkflowStep made = WorkflowStep.of("a", "core", "noop", Map.of(), List.of());
        assertThat(read).isEqualTo(made);
        assertThat(made.name()).isEqualTo("a");
        assertThat(made.module()).isEqualTo("core");
        assertThat(made.action()).isEqualTo("noop");
        assertThat(made.parameters()).isEmpty();
        assertThat(made.dependencies()).isEmpty();
        assertThat(made.runIf()).isNull();
        assertThat(made.required()).isTrue();
        assertThat(made.timeout()).isNull();
        assertThat(made.retries()).isZero();
        assertUsualBackoff(made.task().retry());
    }

    @Test
    void aTaskResultAndAWorkflowExecutionTellWhatTheSpecificationNames() {
        try (var engine = OrchestrationEngine.builder().build()) {
            engine.workflowManager()
                    .createWorkflow(
                            "w", List.of(WorkflowStep.of("a", "core", "echo", Map.of("message", 7), List.of())));
            var session = engine.createSession("s", OrchestrationMode.PARALLEL);
            WorkflowExecution run =
                    engine.executeWorkflow("w", Map.of(), session.id()).await(Duration.ofSeconds(60));
            assertThat(run.executionId().value()).isNotEmpty();
            assertThat(run.workflowName()).isEqualTo("w");
            assertThat(run.sessionId()).isEqualTo(session.id().value());
            assertThat(run.status()).isEqualTo(WorkflowStatus.COMPLETED);
            assertThat(run.parameters()).isEmpty();
            assertThat(run.startedAt()).isNotNull();
            assertThat(run.endedAt()).isNotNull();
            assertThat(run.duration()).isEqualTo(run.endedAt() - run.startedAt());
            assertThat(run.error()).isNull();
            TaskResult step = run.stepResults().get("a");
            assertThat(step.task()).isEqualTo("a");
            assertThat(step.status()).isEqualTo(TaskStatus.COMPLETED);
            assertThat(step.result()).isEqualTo(7L);
            assertThat(step.error()).isNull();
            assertThat(step.startedAt()).isNotNull();
            assertThat(step.duration()).isEqualTo(step.endedAt() - step.startedAt());
            assertThat(step.attempts()).isEqualTo(1);
            assertThat(step.success()).isTrue();
        }
    }

    @Test
    void aSessionThatSaysNothingHasTheseDefaultsAndOneContext() {
        try (var engine = OrchestrationEngine.builder().build()) {
            OrchestrationSession session = engine.newSession("s").create();
            assertThat(session.id().value()).isNotEmpty();
            assertThat(session.name()).isEqualTo("s");
            assertThat(session.description()).isEmpty();
            assertThat(session.userId()).isEqualTo("system");
            assertThat(session.mode()).isEqualTo(OrchestrationMode.RESOURCE_AWARE);
            assertThat(session.maxParallelTasks()).isEqualTo(4);
            assertThat(session.maxParallelWorkflows()).isEqualTo(2);
            assertThat(session.timeout()).isNull();
            assertThat(session.resourceRequirements()).isEmpty();
            assertThat(session.metadata()).isEmpty();
            assertThat(session.status()).isEqualTo(SessionStatus.ACTIVE);
            assertThat(session.createdAt()).isPositive();
            assertThat(session.startedAt()).isNotNull();
            assertThat(session.updatedAt()).isGreaterThanOrEqualTo(session.createdAt());
            assertThat(session.completedAt()).isNull();
            assertThat(engine.session(session.id()).orElseThrow().context()).isSameAs(session.context());
        }
    }

    @Test
    void theJsonOfASessionComesBackAsItWasAndAnUnknownValueIsAnErrorThatNamesTheLegalOnes() {
        try (var engine = OrchestrationEngine.builder().build()) {
            OrchestrationSession session = engine.newSession("s")
                    .description("é")
                    .userId("Ada")
                    .timeout(Duration.ofMillis(1_500))
                    .metadata(Map.of("a", 1))
                    .create();
            String json = SessionJson.write(session);
            assertThat(SessionJson.read(json, session.context())).isEqualTo(session);
            String mode = json.replace("\"resource_aware\"", "\"fastest\"");
            assertThatThrownBy(() -> SessionJson.read(mode, session.context()))
                    .hasMessageContaining("fastest")
                    .hasMessageContaining("sequential, parallel, priority, resource_aware");
            String status = json.replace("\"active\"", "\"busy\"");
            assertThatThrownBy(() -> SessionJson.read(status, session.context()))
                    .hasMessageContaining("pending, active, completed, cancelled, failed");
        }
    }

    @Test
    void anErrorHasATypeAMessageAndAKind() {
        try (var engine = OrchestrationEngine.builder().build()) {
            Task bad = Task.of("bad", "core", "fail", Map.of("message", "no data", "kind", "user"));
            TaskResult failed = engine.executeTask(bad, Duration.ofSeconds(60));
            assertThat(failed.success()).isFalse();
            assertThat(failed.error().toMap()).containsOnlyKeys("type", "message", "kind");
            assertThat(failed.error().kind()).isEqualTo(ErrorKind.USER);
        }
    }

    @Test
    void whatIsNotThereIsAnErrorOfItsOwnKind() {
        try (var engine = OrchestrationEngine.builder().build()) {
            SessionId session = engine.newSession("s").create().id();
            Task greedy = Task.named("t", "core", "noop").resource("gpu", 1).build();
            assertThatThrownBy(() -> engine.executeWorkflow("none", Map.of(), session))
                    .isInstanceOfSatisfying(
                            WorkflowNotFoundException.class,
                            e -> assertThat(e.workflow()).isEqualTo("none"));
            assertThatThrownBy(() -> engine.taskOrchestrator().getTaskStatus(new TaskId("none")))
                    .isInstanceOf(UnknownTaskException.class);
            assertThatThrownBy(() -> engine.resourceManager().getUsage(GPU))
                    .isInstanceOf(UnknownResourceException.class);
            assertThatThrownBy(() -> engine.resourceManager().allocate(GPU, "me", 1))
                    .isInstanceOf(UnknownResourceException.class);
            assertThatThrownBy(() -> engine.submitTask(greedy)).isInstanceOf(UnknownResourceException.class);
            assertThatThrownBy(() -> engine.executeWorkflow("none", Map.of(), new SessionId("none")))
                    .isInstanceOf(UnknownSessionException.class)
                    .isInstanceOf(OrchestrationException.class);
        }
    }

    @Test
    void aResourceAndItsLimitsHaveTheseDefaults() {
        ResourceManager resources = new ResourceManager();
        Resource one = new Resource(GPU, ResourceType.COMPUTE, 1);
        resources.register(one);
        assertThat(one.name()).isEqualTo("gpu");
        assertThat(one.description()).isEmpty();
        assertThat(one.status()).isEqualTo(ResourceStatus.AVAILABLE);
        assertThat(one.metadata()).isEmpty();
        ResourceLimits limits = one.limits();
        assertThat(limits.minValue()).isZero();
        assertThat(limits.maxValue()).isInfinite();
        assertThat(limits.defaultAllocation()).isEqualTo(1);
        assertThat(limits.burstLimit()).isNull();
        assertThat(limits.unit()).isEqualTo("unit");
        assertThat(new Definitions()
                        .parse(
                                "{\"name\": \"w\", \"resources\": [{\"id\": \"gpu\"}],"
                                        + " \"steps\": [{\"name\": \"a\", \"action\": \"core.noop\"}]}",
                                "w.json")
                        .resources()
                        .get(0)
                        .capacity())
                .isEqualTo(1);
    }

    @Test
    void theLimitsOfAResourceAreEnforced() {
        ResourceManager resources = new ResourceManager();
        resources.register(
                new Resource(GPU, ResourceType.COMPUTE, 8).withLimits(new ResourceLimits(2, 4, 3, null, "card")));
        assertThatThrownBy(() -> resources.allocate(GPU, "me", 1)).hasMessageContaining("2");
        assertThatThrownBy(() -> resources.allocate(GPU, "me", 5)).hasMessageContaining("4");
        assertThat(resources.allocate(GPU, "me").amount()).isEqualTo(3);
    }

    @Test
    void anAllocationAndTheUsageTellWhatTheSpecificationNames() {
        ResourceManager resources = new ResourceManager();
        resources.register(new Resource(GPU, ResourceType.COMPUTE, 4));
        try (ResourceAllocation first = resources.allocate(AllocationRequest.of(ResourceVector.of(GPU, 3), "me"))) {
            assertThat(first.allocationId()).isNotEmpty();
            assertThat(first.resourceId()).isEqualTo(GPU);
            assertThat(first.requester()).isEqualTo("me");
            assertThat(first.amount()).isEqualTo(3);
            assertThat(first.timestamp()).isPositive();
            assertThat(first.expiresAt()).isEmpty();
            assertThat(first.metadata()).isEmpty();
            assertThatThrownBy(() -> resources.allocate(GPU, "other", 2))
                    .isInstanceOf(InsufficientCapacityException.class)
                    .hasMessageContaining("2")
                    .hasMessageContaining("1");
        }
        resources.allocate(GPU, "me", 1);
        ResourceUsage usage = resources.getUsage(GPU);
        assertThat(usage.capacity()).isEqualTo(4);
        assertThat(usage.current()).isEqualTo(1);
        assertThat(usage.peak()).isEqualTo(3);
        assertThat(usage.available()).isEqualTo(3);
        assertThat(usage.allocations()).isEqualTo(1);
        assertThat(usage.utilisation()).isEqualTo(25);
        assertThat(usage.timestamp()).isPositive();
    }

    @Test
    void everyEngineHasTheFourDefaultResources() {
        try (var engine = OrchestrationEngine.builder().build()) {
            var resources = engine.resourceManager();
            assertThat(resources.resources())
                    .extracting(each -> each.id().value() + " " + each.type().wire())
                    .containsExactly(
                            "sys-compute compute", "sys-memory memory", "sys-disk storage", "api-global api_quota");
            assertThat(resources
                            .find(new ResourceId("sys-compute"))
                            .orElseThrow()
                            .capacity())
                    .isEqualTo(Runtime.getRuntime().availableProcessors());
            Resource api = resources.find(new ResourceId("api-global")).orElseThrow();
            assertThat(api.capacity()).isEqualTo(1000);
            assertThat(api.period()).isEqualTo(Duration.ofMinutes(1));
        }
    }

    @Test
    void aTaskOfAGraphAndItsResultTellWhatTheSpecificationNames() {
        DAGTask task = DAGTask.of("a", "core", "echo", List.of(), Map.of("message", "hello"));
        assertThat(List.of(task.name(), task.module(), task.action())).containsExactly("a", "core", "echo");
        assertThat(task.dependencies()).isEmpty();
        assertThat(task.parameters()).containsEntry("message", "hello");
        try (ParallelExecutor executor = new ParallelExecutor(2)) {
            ExecutionResult result =
                    executor.executeTasks(List.of(task), Map.of()).get("a");
            assertThat(result.taskName()).isEqualTo("a");
            assertThat(result.status()).isEqualTo(ExecutionStatus.COMPLETED);
            assertThat(result.result()).isEqualTo("hello");
            assertThat(result.error()).isNull();
            assertThat(result.duration()).isEqualTo(Duration.between(result.startTime(), result.endTime()));
        }
    }

    @Test
    void anExecutorHasFourWorkersAndNoTimeoutsWhereNothingIsSaid() {
        ParallelSettings settings = ParallelSettings.standard();
        assertThat(settings.maxWorkers()).isEqualTo(4);
        assertThat(settings.taskTimeout()).isNull();
        assertThat(settings.callTimeout()).isNull();
    }

    @Test
    void aParallelWorkflowTakesAndGivesTheFormsOfTheSpecification() {
        ParallelWorkflow wanted = ParallelWorkflow.fromMap(Map.of(
                "tasks",
                List.of(
                        Map.of("name", "b", "module", "core", "action", "echo", "parameters", Map.of("message", 2)),
                        Map.of("name", "a", "module", "core", "action", "fail"),
                        Map.of("name", "c", "module", "core", "action", "noop", "timeout", "5s")),
                "dependencies",
                Map.of("c", List.of("a")),
                "max_parallel",
                2));
        assertThat(wanted.maxParallel()).isEqualTo(2);
        try (var engine = OrchestrationEngine.builder().build()) {
            ParallelWorkflowResult result = engine.workflowManager().executeParallelWorkflow(wanted);
            assertThat(result.toMap())
                    .containsEntry("status", "partial_failure")
                    .containsEntry("total_tasks", 3L)
                    .containsEntry("completed_tasks", 1L)
                    .containsEntry("failed_tasks", 2L);
            assertThat(result.taskResults()).containsOnlyKeys("b", "a", "c");
            assertThat(result.taskResults().get("c").error().message()).contains("'a'");
        }
        assertThat(ParallelWorkflow.fromMap(Map.of("tasks", List.of())).maxParallel())
                .isEqualTo(4);
    }

    @Test
    void aProjectHasTheseDefaultsAndIsActiveOnceCreated() {
        WorkingDirectory here = new WorkingDirectory(folder, List.of());
        try (var engine = OrchestrationEngine.builder().directory(here).build()) {
            Project made = engine.projectManager().createProject(NewProject.named("demo", ProjectType.CUSTOM));
            assertThat(made.name()).isEqualTo("demo");
            assertThat(made.path().getFileName()).hasToString("demo");
            assertThat(made.type()).isEqualTo(ProjectType.CUSTOM);
            assertThat(made.description()).isEmpty();
            assertThat(made.status()).isEqualTo(ProjectStatus.ACTIVE);
            assertThat(made.config()).isEmpty();
            assertThat(made.owner()).isNotEmpty();
            assertThat(made.version()).isEqualTo("0.1.0");
            assertThat(made.createdAt()).isNotNull();
            assertThat(made.updatedAt()).isNotNull();
        }
    }
}
