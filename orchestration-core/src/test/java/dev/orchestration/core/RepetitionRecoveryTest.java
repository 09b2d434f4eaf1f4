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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a process that ended left of a {@code for_each} or an {@code until} goes on, in a real file, and repeats nothing. */
@Timeout(120)
class RepetitionRecoveryTest {
    private static final String MAP =
            "{name: m, steps: [{name: split, action: core.echo, parameters: {message: [0, 1, 2, 3]}},"
                    + " {name: each, action: t.work, for_each: {items: '{{split.output}}', max_parallel: 1}, dependencies: [split],"
                    + " parameters: {key: '{{item}}'}},"
                    + " {name: sum, action: core.echo, parameters: {message: '{{each.output}}'}, dependencies: [each]}]}";
    private static final String LOOP =
            "{name: u, steps: [{name: poll, action: t.pass, until: {condition: output >= 4," + " interval: 1ms}}]}";
    private static final String CONTEXT =
            "{name: c, steps: [{name: put, action: core.echo, parameters: {message: [7, 8]},"
                    + " sets: {list: '{{output}}'}},"
                    + " {name: each, action: t.replace, for_each: {items: '{{ctx.list}}', max_parallel: 1}, dependencies: [put],"
                    + " parameters: {key: '{{item}}'}}]}";

    @TempDir
    Path folder;

    private final Map<String, AtomicInteger> done = new ConcurrentHashMap<>();
    private final AtomicInteger passes = new AtomicInteger();
    private final Semaphore hanging = new Semaphore(0);
    private volatile String hangsAt = "none";

    private Object work(ActionContext ctx) throws InterruptedException {
        String key = String.valueOf(ctx.parameters().get("key"));
        if (key.equals(hangsAt)) {
            hanging.release();
            new CountDownLatch(1).await();
        }
        done.computeIfAbsent(key, any -> new AtomicInteger()).incrementAndGet();
        return "did " + key;
    }

    private Object pass(ActionContext ctx) throws InterruptedException {
        if (String.valueOf(passes.get()).equals(hangsAt)) {
            hanging.release();
            new CountDownLatch(1).await();
        }
        return passes.incrementAndGet();
    }

    private OrchestrationEngine engine(Path store, String hangs) {
        hangsAt = hangs;
        return OrchestrationEngine.builder()
                .store(store)
                .action("t", "work", this::work)
                .action("t", "pass", this::pass)
                .action("t", "replace", ctx -> {
                    ctx.context().set("list", List.of("another", "list", "altogether"));
                    return work(ctx);
                })
                .build();
    }

    /** Runs until something hangs; gives what a kill would leave. */
    private ExecutionId begin(String text, String hangs, OrchestrationMode mode, Path killed) throws Exception {
        Path store = folder.resolve("state.db");
        try (var engine = engine(store, hangs)) {
            Launch launch = engine.launch(engine.createSession("s", mode));
            var handle =
                    engine.workflowManager().executeWorkflow(new Definitions().parse(text, "test"), Map.of(), launch);
            hanging.acquire();
            Files.createDirectories(killed.getParent());
            Files.copy(store, killed);
            Files.copy(folder.resolve("state.db-wal"), killed.resolveSibling("state.db-wal"));
            return handle.id();
        }
    }

    /** The next engine goes on by itself. */
    private WorkflowExecution resume(Path store, ExecutionId id) throws InterruptedException {
        var ended = new LinkedBlockingQueue<ExecutionId>();
        try (var engine = engine(store, "none")) {
            engine.listen((execution, events) -> {
                if (events.stream().anyMatch(Event.ExecutionEnded.class::isInstance)) {
                    ended.add(execution);
                }
            });
            engine.start();
            var archive = engine.store().archive();
            while (!archive.execution(id).orElseThrow().status().isEnded()) {
                assertThat(ended.poll(60, TimeUnit.SECONDS)).as("the next end").isNotNull();
            }
            return engine.workflowManager()
                    .executions()
                    .view(archive.execution(id).orElseThrow());
        }
    }

    @ParameterizedTest
    @EnumSource
    void inTheMidstOfAMapWhatIsCompletedNeverRunsAgain(OrchestrationMode mode) throws Exception {
        Path killed = folder.resolve("killed").resolve("state.db");
        ExecutionId id = begin(MAP, "2", mode, killed);
        List<String> before = List.copyOf(done.keySet());
        assertThat(before).containsExactlyInAnyOrder("0", "1");

        WorkflowExecution ended = resume(killed, id);

        assertThat(ended.status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(ended.stepResults().get("sum").result()).isEqualTo(List.of("did 0", "did 1", "did 2", "did 3"));
        assertThat(done.get("1")).hasValue(1);
        assertThat(done.get("0")).hasValue(1);
        assertThat(done.get("2")).hasValue(1);
    }

    @Test
    void inTheMidstOfALoopOnlyThePassThatRanRunsAgain() throws Exception {
        Path killed = folder.resolve("killed").resolve("state.db");
        ExecutionId id = begin(LOOP, "2", OrchestrationMode.PARALLEL, killed);

        WorkflowExecution ended = resume(killed, id);

        assertThat(ended.status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(ended.stepResults().get("poll").result()).isEqualTo(4L);
        assertThat(passes).hasValue(4);
    }

    @Test
    void aListThatWasReadFromTheContextStaysAsItWas() throws Exception {
        Path killed = folder.resolve("killed").resolve("state.db");
        ExecutionId id = begin(CONTEXT, "8", OrchestrationMode.PARALLEL, killed);

        WorkflowExecution ended = resume(killed, id);

        assertThat(ended.stepResults().get("each").result()).isEqualTo(List.of("did 7", "did 8"));
        assertThat(done.get("7")).hasValue(1);
    }
}
