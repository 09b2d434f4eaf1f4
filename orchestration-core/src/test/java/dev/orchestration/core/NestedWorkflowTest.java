package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.CircularWaitException;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steps that run workflows and wait for them, with as little room as there can be. */
@Timeout(120)
class NestedWorkflowTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private OrchestrationEngine engine;

    /** An engine with one worker and the workflows {@code outer}, one step of {@code code}, and {@code inner}. */
    private OrchestrationEngine engine(Path store, Action code) throws IOException {
        EngineBuilder builder = store == null
                ? OrchestrationEngine.builder()
                : OrchestrationEngine.builder().store(store);
        engine = builder.workers(1)
                .workflow(workflow("outer", "  - {name: one, action: t.code}"))
                .workflow(
                        workflow(
                                "inner",
                                "  - {name: a, action: core.echo, parameters: {message: in}}",
                                "  - {name: b, action: core.echo, parameters: {message: side}}",
                                "  - {name: c, action: core.echo, parameters: {message: '{{a.output}}'}, dependencies: [a, b]}"))
                .action("t", "code", code)
                .build();
        return engine;
    }

    private Path workflow(String name, String... steps) throws IOException {
        return Files.writeString(
                folder.resolve(name + ".yaml"),
                "name: " + name + "\nmax_parallel: 1\nsteps:\n" + String.join("\n", steps) + "\n");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private Object inner(SessionId session) {
        WorkflowExecution ended =
                engine.executeWorkflow("inner", Map.of(), session).await(null);
        assertThat(ended.status()).isEqualTo(WorkflowStatus.COMPLETED);
        return ended.stepResults().get("c").result();
    }

    private Object outer(SessionId session) {
        WorkflowExecution ended =
                engine.executeWorkflow("outer", Map.of(), session).await(LONG);
        assertThat(ended.stepResults().get("one").error()).isNull();
        return ended.stepResults().get("one").result();
    }

    private SessionId sequential() {
        return engine.createSession("s", OrchestrationMode.SEQUENTIAL).id();
    }

    /** The session has room for one task and one workflow, the engine for one attempt. */
    @Test
    void aStepRunsAWorkflowInItsOwnSessionWhichHasRoomForOne() throws Exception {
        CompletableFuture<SessionId> session = new CompletableFuture<>();
        engine(null, ctx -> inner(session.join()));
        session.complete(sequential());
        assertThat(outer(session.join())).isEqualTo("in");
        assertThat(outer(session.join())).as("a second time").isEqualTo("in");
    }

    @Test
    void soDoesOneWhoseStateIsKeptInAFile() throws Exception {
        CompletableFuture<SessionId> session = new CompletableFuture<>();
        engine(folder.resolve("state.db"), ctx -> inner(session.join()));
        session.complete(sequential());
        assertThat(outer(session.join())).isEqualTo("in");
    }

    @Test
    void aStepExecutesATaskAndATaskAWorkflow() throws Exception {
        engine(
                null,
                ctx -> ctx.step().startsWith("task")
                        ? inner(sequential())
                        : engine.executeTask(Task.of("task", "t", "code", Map.of()), null)
                                .result());
        assertThat(outer(sequential())).isEqualTo("in");
    }

    @Test
    void aStepCannotWaitForItsOwnExecution() throws Exception {
        CompletableFuture<WorkflowHandle> own = new CompletableFuture<>();
        engine(null, ctx -> refusal(own.join()));
        own.complete(engine.executeWorkflow("outer", Map.of(), sequential()));
        WorkflowExecution ended = own.join().await(LONG);
        assertThat(ended.stepResults().get("one").result())
                .asString()
                .contains(
                        "would wait for itself",
                        "it waits for execution " + own.join().id());
    }

    @Test
    void aStepCannotWaitForTheExecutionThatWaitsForIt() throws Exception {
        CompletableFuture<WorkflowHandle> own = new CompletableFuture<>();
        engine(
                null,
                ctx -> ctx.step().startsWith("task")
                        ? refusal(own.join())
                        : engine.executeTask(Task.of("task", "t", "code", Map.of()), null)
                                .result());
        own.complete(engine.executeWorkflow("outer", Map.of(), sequential()));
        assertThat(own.join().await(LONG).stepResults().get("one").result())
                .asString()
                .contains("it waits for execution " + own.join().id() + ", which waits for task 'task-");
    }

    /** What a step waits for by {@code workflow.run} counts as what code waits for. */
    @Test
    void anExecutionCannotWaitForTheOneWhoseStepRunsIt() throws Exception {
        CompletableFuture<WorkflowHandle> own = new CompletableFuture<>();
        engine(null, ctx -> refusal(own.join()));
        Path file = Files.writeString(
                folder.resolve("above.yaml"),
                "{name: above, steps: [{name: runs, action: workflow.run, parameters: {workflow: outer}}]}");
        engine.workflowManager().loadWorkflow(file);
        own.complete(engine.executeWorkflow("above", Map.of(), sequential()));
        assertThat(own.join().await(LONG).stepResults().get("runs").result())
                .asString()
                .contains("it waits for execution " + own.join().id() + ", which waits for execution ");
    }

    private static String refusal(WorkflowHandle handle) {
        return catchThrowableOfType(CircularWaitException.class, () -> handle.await(null))
                .getMessage();
    }

    /** While a step waits its workflow keeps to its limit: the other step comes after it. */
    @Test
    void aStepThatWaitsKeepsItsPlaceInItsExecution() throws Exception {
        CompletableFuture<SessionId> session = new CompletableFuture<>();
        List<String> order = new java.util.concurrent.CopyOnWriteArrayList<>();
        engine(null, ctx -> {
            order.add(ctx.step());
            Object answer = inner(session.join());
            order.add(ctx.step() + " ended");
            return answer;
        });
        workflow("two", "  - {name: one, action: t.code}", "  - {name: two, action: t.code}");
        engine.workflowManager().loadWorkflow(folder.resolve("two.yaml"));
        session.complete(engine.createSession("s", OrchestrationMode.PARALLEL).id());
        assertThat(engine.executeWorkflow("two", Map.of(), session.join())
                        .await(LONG)
                        .status())
                .isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(order).containsExactly("one", "one ended", "two", "two ended");
    }
}
