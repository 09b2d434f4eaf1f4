package dev.orchestration.workflow.parallel;

import static dev.orchestration.workflow.parallel.Tasks.tasks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.workflow.dag.CycleDetectedException;
import dev.orchestration.workflow.dag.DAGTask;
import dev.orchestration.workflow.dag.DAGValidationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ParallelExecutorTest {
    private static Map<String, ExecutionResult> run(Tasks tasks) {
        try (var executor = new ParallelExecutor(4)) {
            return executor.executeTasks(tasks.list());
        }
    }

    private static DAGTask action(String name, String module, String action, Map<String, ?> parameters) {
        return DAGTask.of(name, module, action, List.of(), parameters);
    }

    @Test
    void tasksRunAfterWhatTheyDependOnAndResultsAreInDeclarationOrder() {
        Tasks diamond = tasks("d: b c", "c: a", "b: a", "a");
        Map<String, ExecutionResult> results = run(diamond);
        assertThat(results.keySet()).containsExactly("d", "c", "b", "a");
        assertThat(results.values()).allMatch(ExecutionResult::success);
        assertThat(results.get("d").result()).isEqualTo("d");
        assertThat(diamond.started).hasSize(4).startsWith("a").endsWith("d");
    }

    @Test
    void aResultTellsWhenItsTaskRan() {
        Map<String, ExecutionResult> results = run(tasks("b: a", "a"));
        assertThat(results.get("b").startTime())
                .isAfterOrEqualTo(results.get("a").endTime());
        assertThat(results.get("a").duration()).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void dependenciesMayStandBesideTheTasks() {
        Tasks both = tasks("b", "a");
        try (var executor = new ParallelExecutor()) {
            executor.executeTasks(both.list(), Map.of("b", List.of("a")));
        }
        assertThat(both.started).containsExactly("a", "b");
    }

    @Test
    void registeredActionsRunWithTheirParametersAsTheyAre() {
        try (var executor = new ParallelExecutor(2)) {
            var results = executor.executeTasks(List.of(
                    action("echo", "core", "echo", Map.of("message", "{{not.a.template}}")),
                    action("sleep", "core", "sleep", Map.of("duration", "1ms")),
                    action("fail", "core", "fail", Map.of("message", "no", "kind", "external"))));
            assertThat(results.get("echo").result()).isEqualTo("{{not.a.template}}");
            assertThat(results.get("sleep").success()).isTrue();
            assertThat(results.get("fail").status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(results.get("fail").error().kind()).isEqualTo(ErrorKind.EXTERNAL);
        }
    }

    @Test
    void anExecutorWithARegistryKnowsItsActionsAndNoOthers() {
        ActionRegistry registry = new ActionRegistry();
        registry.register("report", "render", ctx -> "for " + ctx.parameters().get("day"));
        try (var executor = new ParallelExecutor(1, registry)) {
            var results = executor.executeTasks(List.of(action("r", "report", "render", Map.of("day", "Monday"))));
            assertThat(results.get("r").result()).isEqualTo("for Monday");
            assertThatExceptionOfType(OrchestrationException.class)
                    .isThrownBy(() -> executor.executeTasks(
                            List.of(action("a", "report", "rendr", Map.of()), action("b", "core", "noop", Map.of()))))
                    .withMessageContaining("task 'a' needs the action 'report.rendr'")
                    .withMessageContaining("report.render")
                    .withMessageContaining("task 'b' needs the action 'core.noop'")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_ACTION));
        }
    }

    @Test
    void parametersThatAnActionRefusesAreToldAllAtOnceAndNothingRuns() {
        Tasks others = tasks("x");
        try (var executor = new ParallelExecutor()) {
            List<DAGTask> all = List.of(
                    others.list().get(0),
                    action("a", "core", "echo", Map.of()),
                    action("b", "file", "read", Map.of("path", 7)));
            assertThatExceptionOfType(OrchestrationException.class)
                    .isThrownBy(() -> executor.executeTasks(all))
                    .withMessageContaining("task 'a', parameters of core.echo: ")
                    .withMessageContaining("task 'b', parameters of file.read: path")
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETERS));
        }
        assertThat(others.started).isEmpty();
    }

    @Test
    void everyFaultOfTheGraphIsToldInOneErrorAndNothingRuns() {
        Tasks faulty = tasks("a: b", "b: a", "c: c ghost", "x");
        try (var executor = new ParallelExecutor()) {
            assertThatExceptionOfType(CycleDetectedException.class)
                    .isThrownBy(() -> executor.executeTasks(faulty.list(), Map.of("nobody", List.of("x"))))
                    .satisfies(e -> assertThat(e.faults()).hasSize(4))
                    .satisfies(e -> assertThat(e.path()).containsExactly("a", "b", "a"));
            assertThatExceptionOfType(DAGValidationException.class)
                    .isThrownBy(() -> executor.executeTasks(
                            List.of(faulty.list().get(3), faulty.list().get(3))));
        }
        assertThat(faulty.started).isEmpty();
    }

    @Test
    void aTaskWhoseDependencyDidNotCompleteIsCancelledAndNamesIt() {
        Tasks tasks = tasks("a", "b: ok a", "c: b", "ok", "d: ok").where("a", ctx -> {
            throw new ActionFailedException("Boom", ErrorKind.EXTERNAL, "no luck");
        });
        Map<String, ExecutionResult> results = run(tasks);
        assertThat(results.get("a").status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(results.get("a").error().message()).isEqualTo("no luck");
        assertThat(results.get("b").status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(results.get("b").error().message()).isEqualTo("did not run: its dependency 'a' failed");
        assertThat(results.get("c").error().message()).isEqualTo("did not run: its dependency 'b' was cancelled");
        assertThat(results.get("c").startTime()).isNull();
        assertThat(results.get("d").success()).isTrue();
        assertThat(tasks.started).containsExactlyInAnyOrder("a", "ok", "d");
    }

    @Test
    void whatATaskSetsIsThereForThoseThatComeAfterIt() {
        Tasks tasks = tasks("count: fetch", "fetch")
                .where("fetch", ctx -> {
                    ctx.context().set("rows", List.of(1, 2, 3));
                    return null;
                })
                .where(
                        "count",
                        ctx -> ((List<?>)
                                        ctx.context().get("rows").orElseThrow().raw())
                                .size());
        assertThat(run(tasks).get("count").result()).isEqualTo(3L);
    }

    @Test
    void aResultThatIsNoJsonIsAFailureThatSaysSo() {
        ExecutionResult result =
                run(tasks("a").where("a", ctx -> new AtomicInteger())).get("a");
        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(result.error().message()).contains("the result is a java.util.concurrent.atomic.AtomicInteger");
    }

    @Test
    void noMoreTasksRunAtOnceThanThereAreWorkers() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier pairs = new CyclicBarrier(2);
        Tasks tasks = tasks("a", "b", "c", "d", "e", "f");
        tasks.list()
                .forEach(task -> tasks.where(task.name(), ctx -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    pairs.await(60, TimeUnit.SECONDS);
                    return running.decrementAndGet() >= 0;
                }));
        try (var executor = new ParallelExecutor(2)) {
            assertThat(executor.executeTasks(tasks.list()).values()).allMatch(ExecutionResult::success);
        }
        assertThat(most).hasValue(2);
    }

    @Test
    void noTasksAreDoneAtOnce() {
        assertThat(run(tasks())).isEmpty();
    }

    @Test
    void anExecutorNeedsAWorkerAndTimeoutsThatCanPass() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ParallelExecutor(0));
        ParallelSettings settings = ParallelSettings.standard();
        assertThatIllegalArgumentException().isThrownBy(() -> settings.withTaskTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> settings.withCallTimeout(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> settings.withCallTimeout(Duration.ofDays(40_000)));
        DAGTask task = DAGTask.of("a", List.of(), ctx -> 1);
        assertThatIllegalArgumentException().isThrownBy(() -> task.withTimeout(Duration.ofDays(40_000)));
    }
}
