package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Parent;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steps that run other workflows ({@code workflow.run}), with one worker and the smallest session. */
@Timeout(120)
class SubWorkflowTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Semaphore hanging = new Semaphore(0);
    private OrchestrationEngine engine;

    @BeforeEach
    void open() {
        engine = engine(folder.resolve("state.db"));
    }

    private OrchestrationEngine engine(Path store) {
        return builder(store).build();
    }

    private EngineBuilder builder(Path store) {
        return OrchestrationEngine.builder()
                .workers(1)
                .directory(new WorkingDirectory(folder, List.of()))
                .store(store)
                .action("t", "note", this::note)
                .action("t", "flaky", ctx -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IOException("not yet");
                    }
                    return "well";
                })
                .action("t", "hang", ctx -> {
                    hanging.release();
                    new CountDownLatch(1).await();
                    return null;
                });
    }

    private Object note(ActionContext ctx) {
        done.add(String.valueOf(ctx.parameters().get("text")));
        return ctx.parameters().get("text");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private void workflow(String name, String... steps) throws IOException {
        Files.writeString(
                folder.resolve(name + ".yaml"),
                "name: " + name + "\nparameters: {of: {default: x}}\nsteps:\n" + String.join("\n", steps) + "\n");
    }

    private WorkflowHandle started(String name) {
        Launch launch = engine.launch(engine.createSession("s", OrchestrationMode.SEQUENTIAL));
        return engine.workflowManager()
                .executeWorkflow(
                        engine.workflowManager().loadWorkflow(folder.resolve(name + ".yaml")), Map.of(), launch);
    }

    private WorkflowExecution run(String name) {
        return started(name).await(PATIENCE);
    }

    private List<ExecutionRow> children(ExecutionId parent) {
        return engine.workflowManager().executions().newest(100).stream()
                .filter(row -> parent.value().equals(row.parent()))
                .toList();
    }

    private List<Event> events(ExecutionId id) {
        List<Event> events = new ArrayList<>();
        engine.store().archive().replay(id, commit -> events.addAll(commit.events()));
        return events;
    }

    private static TaskResult step(WorkflowExecution execution, String step) {
        return execution.stepResults().get(step);
    }

    @Test
    void aStepGetsWhatTheLastStepsOfTheOtherWorkflowGive() throws Exception {
        workflow(
                "inner",
                "  - {name: a, action: t.note, parameters: {text: '{{of}}'}}",
                "  - {name: b, action: core.echo, parameters: {message: '{{a.output}}!'}}",
                "  - {name: c, action: core.echo, parameters: {message: 7}}");
        workflow(
                "outer",
                "  - {name: sub, action: workflow.run, parameters: {workflow: inner.yaml, parameters: {of: hello}},"
                        + " sets: {answer: '{{output.c}}'}}",
                "  - {name: after, action: t.note, parameters: {text: '{{sub.output.b}} {{ctx.answer}}'}}");
        WorkflowExecution ended = run("outer");
        assertThat(ended.error()).isNull();
        assertThat(step(ended, "sub").result()).isEqualTo(Map.of("b", "hello!", "c", 7L));
        assertThat(done).containsExactly("hello", "hello! 7");
    }

    @Test
    void theOtherWorkflowIsAnExecutionOfItsOwnThatKnowsForWhomItRuns() throws Exception {
        workflow("inner", "  - {name: a, action: t.note}");
        workflow("outer", "  - {name: sub, action: workflow.run, parameters: {workflow: inner.yaml}}");
        WorkflowExecution ended = run("outer");
        List<ExecutionRow> children = children(ended.executionId());
        assertThat(children).hasSize(1);
        assertThat(children.get(0).session()).isEqualTo(ended.sessionId());
        assertThat(events(children.get(0).id()).get(0))
                .isInstanceOfSatisfying(Event.ExecutionCreated.class, created -> {
                    Parent parent = created.parent();
                    assertThat(parent.execution()).isEqualTo(ended.executionId().value());
                    assertThat(parent.step()).isEqualTo("sub");
                });
    }

    @Test
    void itsFailureIsThatOfTheStepAndNamesIt() throws Exception {
        workflow("inner", "  - {name: a, action: core.fail, parameters: {message: broken}}");
        workflow("outer", "  - {name: sub, action: workflow.run, parameters: {workflow: inner.yaml}}");
        WorkflowExecution ended = run("outer");
        assertThat(ended.status()).isEqualTo(WorkflowStatus.FAILED);
        String child = children(ended.executionId()).get(0).id().value();
        assertThat(step(ended, "sub").error().message()).contains("inner", child, "broken", "orchestrate show");
        assertThat(step(ended, "sub").error().kind()).isEqualTo(ErrorKind.EXTERNAL);
    }

    @Test
    void aRetryIsANewExecution() throws Exception {
        failures.set(2);
        workflow("inner", "  - {name: a, action: t.flaky}");
        workflow(
                "outer",
                "  - {name: sub, action: workflow.run, parameters: {workflow: inner.yaml}, max_retries: 2,"
                        + " retry: {initial: 1ms}}");
        WorkflowExecution ended = run("outer");
        assertThat(ended.error()).isNull();
        assertThat(step(ended, "sub").attempts()).isEqualTo(3);
        assertThat(children(ended.executionId())).hasSize(3);
    }

    @Test
    void aRetryByHandIsANewExecutionToo() throws Exception {
        failures.set(1);
        workflow("inner", "  - {name: a, action: t.flaky}");
        workflow("outer", "  - {name: sub, action: workflow.run, parameters: {workflow: inner.yaml}}");
        WorkflowExecution failed = run("outer");
        assertThat(failed.status()).isEqualTo(WorkflowStatus.FAILED);
        WorkflowExecution ended = engine.workflowManager()
                .retry(
                        engine.workflowManager().executions().require(failed.executionId()),
                        engine.launch(engine.createSession("s", OrchestrationMode.PARALLEL)))
                .await(PATIENCE);
        assertThat(ended.status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(children(ended.executionId())).hasSize(2);
    }

    @Test
    void eachElementOfAListAndEachPassIsOne() throws Exception {
        workflow("inner", "  - {name: a, action: t.note, parameters: {text: '{{of}}'}}");
        workflow(
                "outer",
                "  - {name: all, action: workflow.run, for_each: [p, q, r],"
                        + " parameters: {workflow: inner.yaml, parameters: {of: '{{item}}'}}}",
                "  - {name: again, action: workflow.run, dependencies: [all],"
                        + " parameters: {workflow: inner.yaml}, sets: {n: '{{default(ctx.n, 0) + 1}}'},"
                        + " until: 'ctx.n >= 2'}");
        WorkflowExecution ended = run("outer");
        assertThat(ended.error()).isNull();
        assertThat(step(ended, "all").result())
                .isEqualTo(List.of(Map.of("a", "p"), Map.of("a", "q"), Map.of("a", "r")));
        assertThat(done).containsExactly("p", "q", "r", "x", "x");
        assertThat(children(ended.executionId())).hasSize(5);
    }

    @Test
    void threeDeepWithRoomForOne() throws Exception {
        workflow("inner", "  - {name: a, action: t.note, parameters: {text: deep}}");
        workflow("middle", "  - {name: m, action: workflow.run, parameters: {workflow: inner.yaml}}");
        workflow("outer", "  - {name: sub, action: workflow.run, parameters: {workflow: middle.yaml}}");
        WorkflowExecution ended = run("outer");
        assertThat(step(ended, "sub").result()).isEqualTo(Map.of("m", Map.of("a", "deep")));
    }

    @Test
    void workflowsThatRunEachOtherEndWithAnErrorThatNamesThem() throws Exception {
        workflow("ping", "  - {name: a, action: workflow.run, parameters: {workflow: pong.yaml}}");
        workflow("pong", "  - {name: a, action: workflow.run, parameters: {workflow: ping.yaml}}");
        WorkflowExecution ended = run("ping");
        assertThat(ended.status()).isEqualTo(WorkflowStatus.FAILED);
        assertThat(step(ended, "a").error().message()).contains("16 deep", "ping -> pong -> ping");
    }

    @Test
    void aWorkflowThatIsNotThereFailsTheStep() throws Exception {
        workflow(
                "outer",
                "  - {name: file, action: workflow.run, parameters: {workflow: absent.yaml}, required: false}",
                "  - {name: word, action: workflow.run, parameters: {workflow: absent}, required: false}",
                "  - {name: out, action: workflow.run, parameters: {workflow: ../absent.yaml}, required: false}",
                "  - {name: bad, action: workflow.run, parameters: {workflow: inner.yaml, parameters: {off: 1}}}");
        workflow("inner", "  - {name: a, action: t.note}");
        WorkflowExecution ended = run("outer");
        assertThat(step(ended, "file").error().message()).contains("absent.yaml", "does not exist");
        assertThat(step(ended, "word").error().message()).contains("no workflow 'absent' is registered");
        assertThat(step(ended, "out").error().message()).contains("outside of the working directory");
        assertThat(step(ended, "bad").error().message()).contains("off");
        assertThat(children(ended.executionId())).isEmpty();
    }

    @Test
    void aCancelGoesDownAndTheStepEndsAfterIt() throws Exception {
        workflow("inner", "  - {name: a, action: t.hang}");
        workflow("middle", "  - {name: m, action: workflow.run, parameters: {workflow: inner.yaml}}");
        workflow("outer", "  - {name: sub, action: workflow.run, parameters: {workflow: middle.yaml}}");
        WorkflowHandle handle = started("outer");
        hanging.acquire();
        handle.cancel("ada", "enough");
        WorkflowExecution ended = handle.await(PATIENCE);
        assertThat(ended.status()).isEqualTo(WorkflowStatus.CANCELLED);
        assertThat(step(ended, "sub").status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(engine.workflowManager().executions().newest(9))
                .extracting(ExecutionRow::status)
                .containsOnly(WorkflowStatus.CANCELLED);
    }

    @Test
    void theTimeoutOfTheStepEndsTheOtherWorkflow() throws Exception {
        workflow("inner", "  - {name: a, action: t.hang}");
        workflow("outer", "  - {name: sub, action: workflow.run, parameters: {workflow: inner.yaml}, timeout: 1h}");
        ManualClock clock = new ManualClock(1_700_000_000_000_000L);
        engine.close();
        engine = builder(folder.resolve("timed.db")).clock(clock).build();
        WorkflowHandle run = started("outer");
        hanging.acquire();
        clock.advance(Duration.ofHours(1));
        var unused = run.execution(); // to ask wakes the engine, which sees the time
        WorkflowExecution ended = run.await(PATIENCE);
        assertThat(ended.status()).isEqualTo(WorkflowStatus.FAILED);
        assertThat(step(ended, "sub").error().kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(children(ended.executionId()))
                .extracting(ExecutionRow::status)
                .containsExactly(WorkflowStatus.CANCELLED);
    }

    @Test
    void whatIsKilledGoesOnWithTheSameExecution() throws Exception {
        workflow(
                "inner",
                "  - {name: a, action: t.note, parameters: {text: once}}",
                "  - {name: b, action: t.hang, dependencies: [a]}");
        workflow("outer", "  - {name: sub, action: workflow.run, parameters: {workflow: inner.yaml}}");
        ExecutionId id = started("outer").id();
        hanging.acquire();
        Path killed = folder.resolve("killed").resolve("state.db");
        Files.createDirectories(killed.getParent());
        Files.copy(folder.resolve("state.db"), killed);
        Files.copy(folder.resolve("state.db-wal"), killed.resolveSibling("state.db-wal"));
        engine.close();

        workflow("inner", "  - {name: other, action: t.note, parameters: {text: changed}}");
        engine = engine(killed);
        engine.start();
        hanging.acquire();
        assertThat(done).containsExactly("once");
        assertThat(children(id)).hasSize(1);
        WorkflowExecution ended = engine.workflowManager()
                .cancel(id, "enough", engine.launch(engine.createSession("s", OrchestrationMode.PARALLEL)));
        assertThat(ended.executionId()).isEqualTo(id);
    }
}
