package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.TaskEngine.gated;
import static dev.orchestration.tasks.orchestrator.TaskEngine.id;
import static dev.orchestration.tasks.orchestrator.TaskEngine.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ManualClock;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.tasks.action.PayloadLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Code that behaves as no task should: it harms itself, and nobody else. */
@Timeout(120)
class ZooTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final AtomicBoolean free = new AtomicBoolean();
    private final CountDownLatch begun = new CountDownLatch(1);

    @TempDir
    Path folder;

    private Object spin() {
        begun.countDown();
        while (!free.get()) {
            Thread.onSpinWait();
        }
        return null;
    }

    private Object ignoreInterrupts() {
        begun.countDown();
        while (!free.get()) {
            try {
                new CountDownLatch(1).await(1, java.util.concurrent.TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                // That is the point.
            }
        }
        return null;
    }

    private Action kind(String name) {
        return name.equals("spins") ? ctx -> spin() : ctx -> ignoreInterrupts();
    }

    @ParameterizedTest
    @MethodSource("stubborn")
    void whatDoesNotEndLosesItsSlotButKeepsWhatItHolds(String kind) throws Exception {
        ManualClock clock = new ManualClock(Stage.START);
        try (TaskEngine tasks = TaskEngine.at(folder, 1, clock).resource("gpu", ResourceType.COMPUTE, 1)) {
            tasks.actions.register("zoo", kind, kind(kind));
            tasks.submit(Task.named("bad", "zoo", kind).id("bad").resource("gpu", 1));
            begun.await();
            tasks.submit(task("next"));
            tasks.submit(gated("needs gpu").resource("gpu", 1));
            tasks.engine.cancelTask(id("bad"));
            tasks.then("bad", TaskStatus.RUNNING);
            pass(Duration.ofSeconds(11), clock, tasks);
            assertThat(tasks.engine.abandonedAttempts()).isEqualTo(1);
            tasks.then("bad", TaskStatus.CANCELLED);
            assertThat(tasks.engine.awaitTask(id("next"), LONG).success()).isTrue();
            tasks.then("needs gpu", TaskStatus.READY);
            assertThat(tasks.engine.getExecutionStats().abandoned()).isEqualTo(1);
            free.set(true);
            // Nobody else speaks to the engine now, so the thread that ends at last must see to who comes next.
            tasks.awaitBegun("needs gpu");
            assertThat(tasks.engine.abandonedAttempts()).isZero();
        }
    }

    /** Lets time pass and the loop notice it: it looks at the clock after it has taken a question in. */
    private static void pass(Duration time, ManualClock clock, TaskEngine tasks) {
        clock.advance(time);
        tasks.engine.abandonedAttempts();
    }

    static Stream<String> stubborn() {
        return Stream.of("spins", "ignores interrupts");
    }

    /** Until its time is up and the grace after that. */
    @Test
    void whatOutlivesItsTimeoutAndItsInterruptionHasFailed() throws Exception {
        ManualClock clock = new ManualClock(Stage.START);
        try (TaskEngine tasks = TaskEngine.at(folder, 1, clock)) {
            tasks.actions.register("zoo", "spins", ctx -> spin());
            tasks.submit(Task.named("bad", "zoo", "spins")
                    .id("bad")
                    .timeout(Duration.ofSeconds(1))
                    .maxRetries(0));
            begun.await();
            pass(Duration.ofSeconds(2), clock, tasks);
            tasks.then("bad", TaskStatus.RUNNING);
            pass(Duration.ofSeconds(11), clock, tasks);
            TaskResult result = tasks.engine.awaitTask(id("bad"), LONG);
            assertThat(result.status()).isEqualTo(TaskStatus.FAILED);
            assertThat(result.error().type()).isEqualTo("Abandoned");
            free.set(true);
        }
    }

    private static int deeper(int depth) {
        return depth < 0 ? depth : deeper(depth + 1) + 1;
    }

    @ParameterizedTest
    @MethodSource("throwers")
    void whateverIsThrownIsAFailureAndTheThreadGoesOn(String name, Action action) {
        try (TaskEngine tasks = TaskEngine.with(folder, 1, settings -> settings).start()) {
            tasks.actions.register("zoo", "throws", action);
            Task bad = Task.named("bad", "zoo", "throws").maxRetries(0).build();
            for (int i = 0; i < 3; i++) {
                TaskResult result = tasks.engine.executeTask(bad, LONG);
                assertThat(result.status()).isEqualTo(TaskStatus.FAILED);
                assertThat(result.error().type()).isEqualTo(name);
            }
            assertThat(tasks.engine.executeTask(task("good").build(), LONG).success())
                    .isTrue();
        }
    }

    static Stream<Object[]> throwers() {
        return Stream.of(
                new Object[] {"AssertionError", (Action) ctx -> thrown(new AssertionError("no"))},
                new Object[] {"NoClassDefFoundError", (Action) ctx -> thrown(new NoClassDefFoundError("x/Y"))},
                new Object[] {"OutOfMemoryError", (Action) ctx -> new long[Integer.MAX_VALUE][Integer.MAX_VALUE]},
                new Object[] {"StackOverflowError", (Action) ctx -> deeper(0)},
                new Object[] {"Strange", (Action) ctx -> thrown(new Strange())});
    }

    /** An error that nobody has heard of, and that fails once more when it is asked what it says. */
    static final class Strange extends Error {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            return null;
        }
    }

    private static Object thrown(Error error) {
        throw error;
    }

    @Test
    void anActionMayStopTheEngineThatRunsIt() throws Exception {
        TaskEngine tasks = TaskEngine.started(folder);
        CountDownLatch stopped = new CountDownLatch(1);
        tasks.actions.register("zoo", "stops", ctx -> {
            try {
                tasks.engine.suspend("from inside", Duration.ofSeconds(20));
            } finally {
                stopped.countDown();
            }
            return null;
        });
        tasks.submit(gated("other"));
        tasks.awaitBegun("other");
        tasks.submit(Task.named("stops", "zoo", "stops").id("stops"));
        stopped.await();
        try (TaskEngine next = tasks.afterAKill(actions -> actions.register("zoo", "stops", ctx -> null))
                .start()) {
            next.open("other");
            next.thenAllEnd().then("other", TaskStatus.COMPLETED).then("stops", TaskStatus.COMPLETED);
        }
    }

    @Test
    void anActionMayCancelItself() {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            tasks.actions.register("zoo", "gives up", ctx -> tasks.engine.cancelTask(id(ctx.step())));
            TaskResult result = tasks.engine.executeTask(
                    Task.named("a", "zoo", "gives up").id("a").build(), LONG);
            assertThat(result.status()).isEqualTo(TaskStatus.CANCELLED);
        }
    }

    @Test
    void anOutputThatIsNoJsonOrTooLargeIsAFailure() {
        try (TaskEngine tasks = TaskEngine.started(folder)) {
            tasks.actions.register("zoo", "object", ctx -> new Object());
            tasks.actions.register("zoo", "large", ctx -> "x".repeat(PayloadLimit.MAX_OUTPUT));
            tasks.actions.register("zoo", "itself", ctx -> itself());
            assertThat(failure(tasks, "object")).isEqualTo("NotJson");
            assertThat(failure(tasks, "large")).isEqualTo("OutputTooLarge");
            assertThat(failure(tasks, "itself")).isEqualTo("NotJson");
        }
    }

    private static Object itself() {
        Map<String, Object> map = new java.util.HashMap<>();
        map.put("me", map);
        return map;
    }

    private static String failure(TaskEngine tasks, String action) {
        Task task = Task.named("a", "zoo", action).maxRetries(0).build();
        return tasks.engine.executeTask(task, LONG).error().type();
    }
}
