package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Fork;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fork keeps what is upstream of a change, runs what the change affects, and comes to what a fresh run would. */
@Timeout(120)
class ForkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WORKFLOWS = 40;
    private static final String CHAIN = "{name: c, parameters: {p: {default: 1}}, steps: ["
            + "{name: a, action: t.work, parameters: {name: a}, sets: {k: from-a}},"
            + "{name: b, action: t.work, dependencies: [a], parameters: {name: b, in: '{{ctx.k}}'}},"
            + "{name: c, action: t.work, dependencies: [b], parameters: {name: c, in: '{{b.output}}'}}]}";

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<String> ledger = new ConcurrentLinkedQueue<>();
    private final Semaphore hanging = new Semaphore(0);
    private volatile String hangsAt = "none";
    private volatile String failsAt = "none";

    private Object work(ActionContext ctx) throws InterruptedException {
        String name = String.valueOf(ctx.parameters().get("name"));
        ledger.add(name);
        if (name.equals(hangsAt)) {
            hanging.release();
            new CountDownLatch(1).await();
        }
        if (name.equals(failsAt)) {
            throw new IllegalStateException("no luck");
        }
        return new LinkedHashMap<>(ctx.parameters());
    }

    private OrchestrationEngine engine(String kind) {
        EngineBuilder builder = OrchestrationEngine.builder().action("t", "work", this::work);
        return kind.equals("memory")
                ? builder.build()
                : builder.store(folder.resolve(kind)).build();
    }

    private static WorkflowDefinition definition(String text) {
        return new Definitions().parse(text, "test");
    }

    private List<String> takeLedger() {
        List<String> taken = new ArrayList<>(ledger);
        ledger.clear();
        taken.sort(null);
        return taken;
    }

    private static WorkflowExecution run(
            OrchestrationEngine engine, WorkflowDefinition definition, OrchestrationMode mode) {
        return engine.workflowManager()
                .executeWorkflow(definition, Map.of(), engine.launch(engine.createSession("s", mode)))
                .await(PATIENCE);
    }

    private static WorkflowExecution fork(OrchestrationEngine engine, ExecutionId origin, Fork fork) {
        var manager = engine.workflowManager();
        var launch = engine.launch(engine.createSession("f", OrchestrationMode.PARALLEL));
        return manager.fork(manager.executions().require(origin), fork, launch).await(PATIENCE);
    }

    @Test
    void aChangeInFinallyAloneRunsNothingButFinally() {
        try (OrchestrationEngine engine = engine("memory")) {
            String text = "{name: f, steps: [{name: a, action: t.work, parameters: {name: a}}],"
                    + " finally: [{name: z, action: t.work, parameters: {name: z, with: 1}}]}";
            WorkflowExecution origin = run(engine, definition(text), OrchestrationMode.PARALLEL);
            takeLedger();

            Fork changed = new Fork(null, Map.of(), definition(text.replace("with: 1", "with: 2")));
            WorkflowExecution fork = fork(engine, origin.executionId(), changed);

            assertThat(fork.status()).isEqualTo(WorkflowStatus.COMPLETED);
            assertThat(takeLedger()).containsExactly("z");
        }
    }

    @Test
    void aSignalThatNoStepHasAskedForIsThereForTheForkToo() {
        try (OrchestrationEngine engine = engine("memory")) {
            String text = "{name: s, steps: [{name: a, action: t.work, parameters: {name: a}},"
                    + "{name: b, action: t.work, dependencies: [a], parameters: {name: b}},"
                    + "{name: w, action: signal.wait, dependencies: [b], parameters: {name: go}}]}";
            hangsAt = "a";
            var handle = engine.workflowManager()
                    .executeWorkflow(
                            definition(text),
                            Map.of(),
                            engine.launch(engine.createSession("s", OrchestrationMode.PARALLEL)));
            hanging.acquireUninterruptibly();
            var launch = engine.launch(engine.createSession("t", OrchestrationMode.PARALLEL));
            engine.workflowManager().signal(handle.id(), "go", 7L, launch);
            handle.cancel("ada", "enough");
            handle.await(PATIENCE);

            hangsAt = "none";
            WorkflowExecution fork = fork(engine, handle.id(), new Fork("a", Map.of(), null));

            assertThat(fork.status()).isEqualTo(WorkflowStatus.COMPLETED);
            assertThat(fork.stepResults().get("w").result()).isEqualTo(7L);
        }
    }

    private static Map<String, Object> results(WorkflowExecution execution) {
        Map<String, Object> results = new LinkedHashMap<>();
        execution.stepResults().forEach((name, step) -> results.put(name, step.status() + " " + step.result()));
        results.put("context", execution.context());
        return results;
    }

    /** Step i depends on some before it, hands their outputs on, and may be a map, a loop or skipped. */
    private record Drawn(List<List<Integer>> dependencies, List<String> kinds) {
        static Drawn of(Random random) {
            List<List<Integer>> dependencies = new ArrayList<>();
            List<String> kinds = new ArrayList<>();
            for (int step = 0; step < 3 + random.nextInt(8); step++) {
                List<Integer> of = new ArrayList<>();
                for (int before = 0; before < step; before++) {
                    if (random.nextInt(3) == 0) {
                        of.add(before);
                    }
                }
                dependencies.add(of);
                kinds.add(List.of("plain", "plain", "plain", "map", "loop", "skipped")
                        .get(random.nextInt(6)));
            }
            return new Drawn(dependencies, kinds);
        }

        /** @param changed gets another parameter; negative for none */
        WorkflowDefinition definition(int changed) {
            StringBuilder text = new StringBuilder("{name: drawn, steps: [");
            for (int step = 0; step < kinds.size(); step++) {
                StringBuilder in = new StringBuilder();
                dependencies
                        .get(step)
                        .forEach(of -> in.append("'{{s").append(of).append(".output}}',"));
                String item = kinds.get(step).equals("map") ? "-{{item}}" : "";
                text.append("{name: s")
                        .append(step)
                        .append(", action: t.work, parameters: {name: 's")
                        .append(step);
                text.append(item)
                        .append("', v: ")
                        .append(step == changed ? 2 : 1)
                        .append(", in: [")
                        .append(in);
                text.append("]}, sets: {k")
                        .append(step)
                        .append(": '{{output}}', shared.s")
                        .append(step)
                        .append(": 1}");
                text.append(
                        switch (kinds.get(step)) {
                            // One after the other, as all of them write the same key.
                            case "map" -> ", for_each: {items: [0, 1, 2], max_parallel: 1}";
                            case "loop" -> ", until: {condition: 'output.v > 0', interval: 1ms}";
                            case "skipped" -> ", run_if: 'false'";
                            default -> "";
                        });
                text.append("},");
            }
            return ForkTest.definition(text.append("]}").toString());
        }

        /** What a fork from {@code step} does, one word an attempt. */
        List<String> cone(int step) {
            TreeSet<Integer> affected = new TreeSet<>(List.of(step));
            List<String> done = new ArrayList<>();
            for (int each = step; each < kinds.size(); each++) {
                if (each == step || dependencies.get(each).stream().anyMatch(affected::contains)) {
                    affected.add(each);
                    switch (kinds.get(each)) {
                        case "map" -> done.addAll(List.of("s" + each + "-0", "s" + each + "-1", "s" + each + "-2"));
                        case "skipped" -> {}
                        default -> done.add("s" + each);
                    }
                }
            }
            done.sort(null);
            return done;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "state.db"})
    void aForkRunsExactlyTheConeAndComesToWhatAFreshRunComesTo(String kind) {
        long seed = new Random().nextLong();
        System.out.println("forks drawn from seed " + seed);
        Random random = new Random(seed);
        try (var engine = engine(kind)) {
            for (int i = 0; i < WORKFLOWS; i++) {
                Drawn drawn = Drawn.of(random);
                int step = random.nextInt(drawn.kinds().size());
                OrchestrationMode mode = OrchestrationMode.values()[random.nextInt(4)];
                String which = "seed " + seed + ", workflow " + i + ", step " + step + ": " + drawn;
                WorkflowExecution origin = run(engine, drawn.definition(-1), mode);
                assertThat(origin.status()).as(which).isEqualTo(WorkflowStatus.COMPLETED);
                takeLedger();

                WorkflowExecution same = fork(engine, origin.executionId(), new Fork("s" + step, Map.of(), null));
                assertThat(takeLedger()).as(which).isEqualTo(drawn.cone(step));
                assertThat(results(same)).as(which).isEqualTo(results(origin));
                assertThat(same.forkedFrom()).isEqualTo(origin.executionId().value());

                WorkflowExecution fresh = run(engine, drawn.definition(step), mode);
                takeLedger();
                ExecutionId from = random.nextBoolean() ? origin.executionId() : same.executionId();
                WorkflowExecution changed = fork(engine, from, new Fork(null, Map.of(), drawn.definition(step)));
                assertThat(takeLedger()).as(which).isEqualTo(drawn.cone(step));
                assertThat(results(changed)).as(which).isEqualTo(results(fresh));
            }
        }
    }

    @Test
    void whatComesLastRunsAtTheEndOfAForkToo() {
        String text = "{name: c, steps: [{name: a, action: t.work, parameters: {name: a}},"
                + "{name: b, action: t.work, dependencies: [a], parameters: {name: b}}],"
                + " finally: [{name: z, action: t.work, parameters: {name: z}}]}";
        try (var engine = engine("memory")) {
            ExecutionId origin =
                    run(engine, definition(text), OrchestrationMode.PARALLEL).executionId();
            assertThat(takeLedger()).containsExactly("a", "b", "z");
            WorkflowExecution fork = fork(engine, origin, new Fork("b", Map.of(), null));
            assertThat(fork.status()).isEqualTo(WorkflowStatus.COMPLETED);
            assertThat(takeLedger()).containsExactly("b", "z");
        }
    }

    @Test
    void whatIsSetIsThereBeforeAnythingRunsAndGoesBeforeWhatIsKept() {
        try (var engine = engine("state.db")) {
            ExecutionId origin =
                    run(engine, definition(CHAIN), OrchestrationMode.PARALLEL).executionId();
            WorkflowExecution fork = fork(engine, origin, new Fork("b", Map.of("k", "by hand", "n", 7L), null));
            assertThat(fork.context()).isEqualTo(Map.of("k", "by hand", "n", 7L));
            assertThat(String.valueOf(fork.stepResults().get("b").result())).contains("by hand");

            WorkflowExecution again = fork(engine, fork.executionId(), new Fork("c", Map.of(), null));
            assertThat(again.context()).isEqualTo(fork.context());
            assertThat(again.stepResults().get("b").result())
                    .isEqualTo(fork.stepResults().get("b").result());
        }
    }

    @Test
    void whatFailedRunsInAForkAndARetryByHandOfTheForkKeepsWhatTheForkKept() {
        try (var engine = engine("state.db")) {
            failsAt = "b";
            ExecutionId origin =
                    run(engine, definition(CHAIN), OrchestrationMode.PARALLEL).executionId();
            takeLedger();
            WorkflowExecution fork = fork(engine, origin, new Fork("c", Map.of(), null));
            assertThat(fork.status()).isEqualTo(WorkflowStatus.FAILED);
            assertThat(takeLedger()).containsExactly("b");

            failsAt = "none";
            var manager = engine.workflowManager();
            WorkflowExecution retried = manager.retry(
                            manager.executions().require(fork.executionId()),
                            engine.launch(engine.createSession("s", OrchestrationMode.PARALLEL)))
                    .await(PATIENCE);
            assertThat(retried.status()).isEqualTo(WorkflowStatus.COMPLETED);
            assertThat(retried.forkedFrom()).isEqualTo(origin.value());
            assertThat(takeLedger()).containsExactly("b", "c");
        }
    }

    /** What a kill would leave is copied while the fork runs; the next engine goes on by itself. */
    @Test
    void aForkThatWasKilledGoesOnAndWhatItKeptNeverRuns() throws Exception {
        Path killed = folder.resolve("killed").resolve("state.db");
        ExecutionId id;
        try (var engine = engine("state.db")) {
            ExecutionId origin =
                    run(engine, definition(CHAIN), OrchestrationMode.PARALLEL).executionId();
            takeLedger();
            hangsAt = "c";
            var manager = engine.workflowManager();
            id = manager.fork(
                            manager.executions().require(origin),
                            new Fork("b", Map.of("k", "by hand"), null),
                            engine.launch(engine.createSession("s", OrchestrationMode.PARALLEL)))
                    .id();
            hanging.acquire();
            Files.createDirectories(killed.getParent());
            Files.copy(folder.resolve("state.db"), killed);
            Files.copy(folder.resolve("state.db-wal"), killed.resolveSibling("state.db-wal"));
        }
        assertThat(takeLedger()).containsExactly("b", "c");
        hangsAt = "none";
        var ended = new LinkedBlockingQueue<ExecutionId>();
        try (var engine = engine("killed/state.db")) {
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
            WorkflowExecution fork = engine.workflowManager()
                    .executions()
                    .view(archive.execution(id).orElseThrow());
            assertThat(fork.status()).isEqualTo(WorkflowStatus.COMPLETED);
            assertThat(String.valueOf(fork.stepResults().get("c").result())).contains("by hand");
            assertThat(takeLedger()).containsExactly("c");
        }
    }

    @Test
    void aForkIsRefusedWhereItWouldKeepWhatIsNotSettledAndAllowedWhereItWouldNot() throws Exception {
        try (var engine = engine("memory")) {
            hangsAt = "b";
            var handle = engine.workflowManager()
                    .executeWorkflow(
                            definition(CHAIN),
                            Map.of(),
                            engine.launch(engine.createSession("s", OrchestrationMode.PARALLEL)));
            hanging.acquire();
            assertRefused(engine, handle.id(), new Fork("c", Map.of(), null), ErrorCode.WRONG_STATE, "its step 'b'");
            hangsAt = "none";
            assertThat(fork(engine, handle.id(), new Fork("b", Map.of(), null)).status())
                    .isEqualTo(WorkflowStatus.COMPLETED);
            handle.cancel("test", "enough");
        }
    }

    @Test
    void whatMakesNoSenseIsRefusedWithTheRemedy() {
        try (var engine = engine("memory")) {
            ExecutionId origin =
                    run(engine, definition(CHAIN), OrchestrationMode.PARALLEL).executionId();
            takeLedger();
            assertRefused(engine, origin, new Fork("bb", Map.of(), null), ErrorCode.UNKNOWN_TASK, "did you mean 'b'?");
            assertRefused(engine, origin, new Fork(null, Map.of(), null), ErrorCode.BAD_PARAMETERS, "--from");
            assertRefused(
                    engine, origin, new Fork(null, Map.of(), definition(CHAIN)), ErrorCode.WRONG_STATE, "run nothing");
            String other = CHAIN.replace("{p: {default: 1}}", "{q: {type: integer}}");
            assertRefused(
                    engine,
                    origin,
                    new Fork("b", Map.of(), definition(other)),
                    ErrorCode.BAD_PARAMETERS,
                    "do not fit the new definition");
            assertThat(takeLedger()).isEmpty();
            assertThat(engine.workflowManager().executions().newest(10)).hasSize(1);
        }
    }

    private static void assertRefused(
            OrchestrationEngine engine, ExecutionId origin, Fork fork, ErrorCode code, String message) {
        assertThatThrownBy(() -> fork(engine, origin, fork))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
