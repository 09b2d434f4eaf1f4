package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.resources.ResourceLimits;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.store.Stores;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.WorkflowManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything is recorded, and what becomes of executions that nobody took up. */
class LaunchTest {
    private static final String TOO_LARGE = "x".repeat(300_000);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void aWorkflow() throws Exception {
        file = workflow("echo", 1);
    }

    private Path workflow(String name, long capacity) throws Exception {
        return Files.writeString(folder.resolve(name + ".yaml"), """
                name: %s
                parameters: {text: {type: string, default: ""}}
                resources: [{id: gpu, type: compute, capacity: %d}]
                steps: [{name: one, action: core.noop, resources: [{resource_id: gpu, amount: 1}]}]
                """.formatted(name, capacity));
    }

    private static void assertRefused(ErrorCode code, String word, ThrowingCallable act) {
        assertThatThrownBy(act)
                .hasMessageContaining(word)
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void parametersAndContextThatAreTooLargeForTheJournalAreRefused() throws Exception {
        try (var engine = OrchestrationEngine.builder().workflow(file).build()) {
            var session = engine.createSession("s", OrchestrationMode.PARALLEL);
            assertRefused(
                    ErrorCode.BAD_PARAMETERS,
                    "parameters of workflow",
                    () -> engine.executeWorkflow("echo", Map.of("text", TOO_LARGE), session.id()));
            session.context().set("large", TOO_LARGE, "me");
            assertRefused(
                    ErrorCode.BAD_PARAMETERS,
                    "the context",
                    () -> engine.executeWorkflow("echo", Map.of(), session.id()));
        }
    }

    @Test
    void anotherCapacityOfAResourceThatIsThereIsRefusedByName() throws Exception {
        try (var engine = OrchestrationEngine.builder()
                .workflow(file)
                .workflow(workflow("more", 4))
                .build()) {
            var session = engine.createSession("s", OrchestrationMode.PARALLEL);
            engine.executeWorkflow("echo", Map.of(), session.id()).await(Duration.ofSeconds(60));
            engine.executeWorkflow("echo", Map.of(), session.id()).await(Duration.ofSeconds(60));
            assertRefused(
                    ErrorCode.DEFINITION_INVALID,
                    "resource gpu with capacity 4.0, but here that has 1.0",
                    () -> engine.executeWorkflow("more", Map.of(), session.id()));
        }
    }

    /** The loop would have met them as a fault of its own. */
    @Test
    void limitsThatTheHostSetAreToldBeforeAnythingBegins() throws Exception {
        try (var engine = OrchestrationEngine.builder().workflow(file).build()) {
            var session = engine.createSession("s", OrchestrationMode.PARALLEL);
            engine.resourceManager()
                    .registerResource(
                            new ResourceId("gpu"), ResourceType.COMPUTE, 1, ResourceLimits.between(0.25, 0.5));
            assertRefused(
                    ErrorCode.DEFINITION_INVALID,
                    "step one: 1 requested of resource 'gpu', which gives at least 0.25 and at most 0.5 at a time",
                    () -> engine.executeWorkflow("echo", Map.of(), session.id()));
        }
    }

    @Test
    void aCapacityThatNobodyCanCountIsRefused() throws Exception {
        try (var engine = OrchestrationEngine.builder()
                .workflow(workflow("huge", 2_000_000_000_000L))
                .build()) {
            var session = engine.createSession("s", OrchestrationMode.PARALLEL);
            assertRefused(
                    ErrorCode.DEFINITION_INVALID,
                    "the capacity of gpu must be a number from 0.000001 to 1000000000000",
                    () -> engine.executeWorkflow("huge", Map.of(), session.id()));
        }
    }

    /** The list said "running" of them as long as any process owned the store. */
    @Test
    void whatAFormerOwnerLeftRunningIsInterruptedAlthoughTheStoreHasAnOwner() throws Exception {
        leaveRunning();
        try (var engine =
                OrchestrationEngine.builder().store(folder.resolve("state.db")).build()) {
            Executions executions = engine.workflowManager().executions();
            ExecutionRow row = executions.newest(1).get(0);
            assertThat(executions.interrupted(row)).isTrue();
        }
    }

    @Test
    void aTypedIdMeansOneExecutionAndNoBeginningOfOne() throws Exception {
        leaveRunning();
        try (var engine =
                OrchestrationEngine.builder().store(folder.resolve("state.db")).build()) {
            WorkflowManager manager = engine.workflowManager();
            var launch = engine.launch(engine.createSession("s", OrchestrationMode.PARALLEL));
            assertThat(manager.executions().resolve("run").id()).isEqualTo(new ExecutionId("runaway"));
            assertRefused(
                    ErrorCode.UNKNOWN_EXECUTION,
                    "no execution 'run'",
                    () -> manager.cancel(new ExecutionId("run"), "mistaken", launch));
        }
    }

    private void leaveRunning() throws Exception {
        try (var store = Stores.own(folder.resolve("state.db"), Clock.system(), IdSource.random())) {
            Event created = new Event.ExecutionCreated(
                    1, "echo", "sha256:1", Map.of(), "s", "parallel", 1, folder.toString(), List.of());
            Commit commit =
                    new Commit(new ExecutionId("runaway"), 1, 1, List.of(created, new Event.ExecutionStarted(2)));
            store.journal().append(new Batch(List.of(commit), List.of()));
        }
    }
}
