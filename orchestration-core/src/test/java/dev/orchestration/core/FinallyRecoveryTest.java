package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowExecution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steps of {@code finally} on a real store: killed while they run, cancelled, retried by hand. */
@Timeout(120)
class FinallyRecoveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WORKFLOW = "{name: f, steps: [{name: a, action: t.work},"
            + " {name: b, action: core.fail, parameters: {message: broken}, dependencies: [a]}],"
            + " finally: [{name: y, action: t.work}, {name: z, action: t.work, dependencies: [y],"
            + " parameters: {status: '{{execution.status}}'}}]}";

    @TempDir
    Path folder;

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final Semaphore hanging = new Semaphore(0);
    private volatile String hangsAt = "none";

    private Object work(ActionContext ctx) throws InterruptedException {
        String step = ctx.idempotencyKey().replaceFirst(".*/", "");
        if (step.equals(hangsAt)) {
            hanging.release();
            new CountDownLatch(1).await();
        }
        done.add(step);
        return ctx.parameters().getOrDefault("status", "none");
    }

    private OrchestrationEngine engine(Path store, String hangs) {
        hangsAt = hangs;
        return OrchestrationEngine.builder()
                .store(store)
                .action("t", "work", this::work)
                .build();
    }

    private static Launch launch(OrchestrationEngine engine) {
        return engine.launch(engine.createSession("s", OrchestrationMode.PARALLEL));
    }

    private static WorkflowExecution view(OrchestrationEngine engine, ExecutionId id) {
        return engine.workflowManager()
                .executions()
                .view(engine.store().archive().execution(id).orElseThrow());
    }

    @Test
    void whatIsKilledWhileTheyRunGoesOnWithThemAndARetryRunsThemAgain() throws Exception {
        Path store = folder.resolve("state.db");
        Path killed = folder.resolve("killed").resolve("state.db");
        ExecutionId id;
        try (var engine = engine(store, "z")) {
            id = engine.workflowManager()
                    .executeWorkflow(new Definitions().parse(WORKFLOW, "test"), Map.of(), launch(engine))
                    .id();
            hanging.acquire();
            Files.createDirectories(killed.getParent());
            Files.copy(store, killed);
            Files.copy(folder.resolve("state.db-wal"), killed.resolveSibling("state.db-wal"));
        }
        assertThat(done).containsExactly("a", "y");

        var ends = new LinkedBlockingQueue<ExecutionId>();
        try (var engine = engine(killed, "none")) {
            engine.listen((execution, events) -> {
                if (events.stream().anyMatch(Event.ExecutionEnded.class::isInstance)) {
                    ends.add(execution);
                }
            });
            engine.start();
            while (!view(engine, id).status().isEnded()) {
                assertThat(ends.poll(60, TimeUnit.SECONDS)).as("the end").isNotNull();
            }
            WorkflowExecution ended = view(engine, id);
            assertThat(done).containsExactly("a", "y", "z");
            assertThat(ended.status()).isEqualTo(WorkflowStatus.FAILED);
            assertThat(ended.stepResults().get("z").result()).isEqualTo("failed");

            engine.workflowManager()
                    .retry(engine.store().archive().execution(id).orElseThrow(), launch(engine))
                    .await(PATIENCE);
            assertThat(done).containsExactly("a", "y", "z", "y#2", "z#2");
        }
    }

    @Test
    void aCancelLetsThemRun() throws Exception {
        try (var engine = engine(folder.resolve("state.db"), "a")) {
            var handle = engine.workflowManager()
                    .executeWorkflow(new Definitions().parse(WORKFLOW, "test"), Map.of(), launch(engine));
            hanging.acquire();
            handle.cancel("ada", "enough");
            WorkflowExecution ended = handle.await(PATIENCE);
            assertThat(ended.status()).isEqualTo(WorkflowStatus.CANCELLED);
            assertThat(ended.stepResults().get("z").result()).isEqualTo("cancelled");
            assertThat(done).containsExactly("y", "z");
        }
    }
}
