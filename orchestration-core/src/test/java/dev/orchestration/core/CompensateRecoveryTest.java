package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Fork;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowExecution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is undone on a real store: killed meanwhile, retried by hand, forked. */
@Timeout(120)
class CompensateRecoveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String UNDO = "compensate: {action: t.work, parameters: {say: '{{output}}'}}";
    private static final String WORKFLOW = "{name: f, steps: [{name: a, action: t.work, " + UNDO + "},"
            + " {name: m, action: t.work, for_each: [x, y], dependencies: [a], parameters: {say: '{{item}}'},"
            + " compensate: {action: t.work, parameters: {say: '{{output}} {{item}}{{index}}'}}},"
            + " {name: z, action: t.work, dependencies: [m]}]}";

    @TempDir
    Path folder;

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Semaphore hanging = new Semaphore(0);
    private volatile String hangsAt = "none";

    private Object work(ActionContext ctx) throws InterruptedException {
        String step = ctx.idempotencyKey().replaceFirst(".*/", "");
        if (step.equals(hangsAt)) {
            hanging.release();
            new CountDownLatch(1).await();
        }
        done.add(step);
        if (failing.contains(step)) {
            throw new IllegalStateException("broken");
        }
        Object say = ctx.parameters().get("say");
        return say == null ? "of " + step : step + " says " + say;
    }

    private OrchestrationEngine engine(Path store, String hangs) {
        hangsAt = hangs;
        return OrchestrationEngine.builder()
                .store(store)
                .action("t", "work", this::work)
                .build();
    }

    /** One after the other, so that the order in which steps end is certain. */
    private static Launch launch(OrchestrationEngine engine) {
        return engine.launch(engine.createSession("s", OrchestrationMode.SEQUENTIAL));
    }

    private static ExecutionRow row(OrchestrationEngine engine, ExecutionId id) {
        return engine.store().archive().execution(id).orElseThrow();
    }

    private static WorkflowExecution view(OrchestrationEngine engine, ExecutionId id) {
        return engine.workflowManager().executions().view(row(engine, id));
    }

    private static WorkflowExecution run(OrchestrationEngine engine, String workflow, Map<String, Object> parameters) {
        return engine.workflowManager()
                .executeWorkflow(new Definitions().parse(workflow, "test"), parameters, launch(engine))
                .await(PATIENCE);
    }

    private static WorkflowExecution retried(OrchestrationEngine engine, ExecutionId id) {
        return engine.workflowManager().retry(row(engine, id), launch(engine)).await(PATIENCE);
    }

    private static void awaitEnd(OrchestrationEngine engine, ExecutionId id) throws InterruptedException {
        var ends = new LinkedBlockingQueue<ExecutionId>();
        engine.listen((execution, events) -> {
            if (events.stream().anyMatch(Event.ExecutionEnded.class::isInstance)) {
                ends.add(execution);
            }
        });
        engine.start();
        while (!view(engine, id).status().isEnded()) {
            assertThat(ends.poll(60, TimeUnit.SECONDS)).as("the end").isNotNull();
        }
    }

    @Test
    void whatIsKilledMeanwhileGoesOnWithWhatIsLeftAndARetryDoesItAllAgain() throws Exception {
        Path store = folder.resolve("state.db");
        Path killed = folder.resolve("killed").resolve("state.db");
        failing.add("z");
        ExecutionId id;
        try (var engine = engine(store, "m~compensate[0]")) {
            id = engine.workflowManager()
                    .executeWorkflow(new Definitions().parse(WORKFLOW, "test"), Map.of(), launch(engine))
                    .id();
            hanging.acquire();
            Files.createDirectories(killed.getParent());
            Files.copy(store, killed);
            Files.copy(folder.resolve("state.db-wal"), killed.resolveSibling("state.db-wal"));
        }
        assertThat(done).containsExactly("a", "m[0]", "m[1]", "z", "m~compensate[1]");

        done.clear();
        try (var engine = engine(killed, "none")) {
            awaitEnd(engine, id);
            WorkflowExecution ended = view(engine, id);
            assertThat(done).containsExactly("m~compensate[0]", "a~compensate");
            assertThat(ended.status()).isEqualTo(WorkflowStatus.FAILED);
            assertThat(ended.stepResults().get("m~compensate[1]").result())
                    .isEqualTo("m~compensate[1] says m[1] says y y1");
            assertThat(ended.stepResults().get("a~compensate").compensates()).isEqualTo("a");

            done.clear();
            assertThat(retried(engine, id).status()).isEqualTo(WorkflowStatus.COMPLETED);
            assertThat(done).containsExactly("a#2", "m[0]#2", "m[1]#2", "z#2");
        }
    }

    @Test
    void aMapOfWhichNothingIsLeftReadsItsListAgain() {
        String workflow = "{name: l, steps: [{name: split, action: t.list, " + UNDO + "},"
                + " {name: m, action: t.work, for_each: '{{split.output}}', parameters: {say: '{{item}}'}, " + UNDO
                + "},"
                + " {name: z, action: t.work, dependencies: [m]}]}";
        failing.addAll(List.of("z", "z#2"));
        List<List<String>> lists = new CopyOnWriteArrayList<>(List.of(List.of("x", "y"), List.of("p", "q", "r")));
        try (var engine = OrchestrationEngine.builder()
                .store(folder.resolve("state.db"))
                .action("t", "work", this::work)
                .action("t", "list", ctx -> lists.remove(0))
                .build()) {
            ExecutionId id = run(engine, workflow, Map.of()).executionId();
            done.clear();
            WorkflowExecution second = retried(engine, id);
            assertThat(done)
                    .containsExactly(
                            "m[0]#2",
                            "m[1]#2",
                            "m[2]#2",
                            "z#2",
                            "m~compensate[2]#2",
                            "m~compensate[1]#2",
                            "m~compensate[0]#2",
                            "split~compensate#2");
            assertThat(second.stepResults().get("m[2]").result()).isEqualTo("m[2]#2 says r");
        }
        try (var engine = engine(folder.resolve("state.db"), "none")) { // folded anew, it is the same
            ExecutionRow row = engine.workflowManager().executions().newest(1).get(0);
            WorkflowExecution again = engine.workflowManager().executions().view(row);
            assertThat(again.stepResults().get("m~compensate[2]").status()).isEqualTo(TaskStatus.COMPLETED);
            assertThat(again.stepResults()).doesNotContainKey("m[3]");
        }
    }

    @Test
    void aForkKeepsNothingThatWasUndoneAndWhatItKeepsItDoesNotUndo() {
        failing.addAll(List.of("z", "a~compensate"));
        try (var engine = engine(folder.resolve("state.db"), "none")) {
            ExecutionId id = run(engine, WORKFLOW, Map.of()).executionId();
            assertThat(view(engine, id).error().message()).contains("not undone: step a (broken)");
            done.clear();
            failing.add("m[1]");
            WorkflowExecution fork = engine.workflowManager()
                    .fork(row(engine, id), new Fork("z", Map.of(), null), launch(engine))
                    .await(PATIENCE);
            assertThat(done).containsExactly("m[0]", "m[1]", "m~compensate[0]");
            assertThat(fork.stepResults().get("a").result()).isEqualTo("of a");
        }
    }

    @Test
    void aForkKeepsTheLastResultOfWhatWasUndoneAndDoneAgain() {
        String workflow = "{name: l, steps: [{name: a, action: t.work, sets: {seen: '{{output}}'}, " + UNDO + "},"
                + " {name: z, action: t.work, dependencies: [a]}, {name: y, action: t.work, dependencies: [z]}]}";
        failing.add("z");
        try (var engine = engine(folder.resolve("state.db"), "none")) {
            ExecutionId id = run(engine, workflow, Map.of()).executionId();
            assertThat(retried(engine, id).status()).isEqualTo(WorkflowStatus.COMPLETED);
            done.clear();
            WorkflowExecution fork = engine.workflowManager()
                    .fork(row(engine, id), new Fork("y", Map.of(), null), launch(engine))
                    .await(PATIENCE);
            assertThat(done).containsExactly("y");
            assertThat(fork.stepResults().get("a").result()).isEqualTo("of a#2");
            assertThat(fork.context()).containsEntry("seen", "of a#2");
        }
    }

    @Test
    void nobodyForksWhatIsBeingUndone() throws Exception {
        failing.add("z");
        try (var engine = engine(folder.resolve("state.db"), "m~compensate[1]")) {
            var handle = engine.workflowManager()
                    .executeWorkflow(new Definitions().parse(WORKFLOW, "test"), Map.of(), launch(engine));
            hanging.acquire();
            assertThatThrownBy(() -> engine.workflowManager()
                            .fork(row(engine, handle.id()), new Fork("z", Map.of(), null), launch(engine)))
                    .hasMessageContaining("is undoing what it completed");
            handle.cancel("ada", "enough");
            handle.cancel("ada", "really");
            assertThat(handle.await(PATIENCE).status()).isEqualTo(WorkflowStatus.CANCELLED);
            assertThat(done).doesNotContain("m~compensate[0]", "a~compensate");
        }
    }
}
