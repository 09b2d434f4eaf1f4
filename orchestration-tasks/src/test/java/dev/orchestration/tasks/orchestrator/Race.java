package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.decide.ExecutionState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One task a round, and all that can happen to it, at once. */
final class Race implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int RACERS = 5;

    private final ManualClock clock = new ManualClock(Stage.START);
    private final ExecutorService racers = Executors.newFixedThreadPool(RACERS);
    private final CyclicBarrier start = new CyclicBarrier(RACERS);
    private final Map<TaskStatus, Integer> endings = new EnumMap<>(TaskStatus.class);
    private final TaskEngine tasks;
    private volatile CountDownLatch begun = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(1);
    private int rounds;

    Race(Path folder) {
        tasks = TaskEngine.at(folder, 2, clock).resource("gpu", ResourceType.COMPUTE, 1);
        tasks.actions.register("race", "runs", this::run);
        tasks.actions.register("race", "fails once", ctx -> {
            run(ctx);
            if (ctx.attempt() == 1) {
                throw new ActionFailedException("Once", ErrorKind.EXTERNAL, "tried again");
            }
            return ctx.attempt();
        });
    }

    private Object run(ActionContext ctx) throws InterruptedException {
        begun.countDown();
        gate.await();
        return ctx.attempt();
    }

    /** Lets one task be ended from all sides, and looks at what became of it. */
    void round(Random random, String name) throws Exception {
        begun = new CountDownLatch(1);
        gate = new CountDownLatch(1);
        TaskId id = tasks.submit(Task.named("race", "race", random.nextBoolean() ? "runs" : "fails once")
                .id("r" + rounds++)
                .resource("gpu", 1)
                .timeout(TIMEOUT)
                .retry(new RetryPolicy(1, TIMEOUT, 1, TIMEOUT, 0, RetryPolicy.RETRYABLE)));
        if (random.nextInt(4) > 0) {
            begun.await();
        }
        List<Future<Object>> all = start(random, id);
        boolean cancelled = (boolean) all.get(0).get();
        for (int i = 1; i < 3; i++) {
            all.get(i).get();
        }
        whileItIsOpen(id);
        TaskResult heard = (TaskResult) all.get(3).get();
        assertThat(all.get(4).get()).as(name).isEqualTo(heard);
        assertThat(tasks.engine.getTaskResult(id)).as(name).isEqualTo(heard);
        assertThat(heard.status() == TaskStatus.CANCELLED).as(name).isEqualTo(cancelled);
        assertThat(heard.attempts()).as(name).isLessThanOrEqualTo(2);
        endings.merge(heard.status(), 1, Integer::sum);
    }

    /** Cancels it, lets it end, lets its time pass, and waits for it twice, each on a thread of its own. */
    private List<Future<Object>> start(Random random, TaskId id) {
        boolean cancels = random.nextInt(3) > 0;
        List<Callable<Object>> acts = List.of(
                () -> cancels && tasks.engine.cancelTask(id),
                () -> {
                    gate.countDown();
                    return true;
                },
                () -> {
                    clock.advance(TIMEOUT);
                    return tasks.engine.getTaskStatus(id);
                },
                () -> tasks.engine.awaitTask(id, null),
                () -> tasks.engine.awaitTask(id, null));
        List<Future<Object>> all = new ArrayList<>();
        for (Callable<Object> act : acts) {
            int late = random.nextInt(400);
            all.add(racers.submit(() -> {
                start.await();
                for (int i = 0; i < late; i++) {
                    Thread.onSpinWait();
                }
                return act.call();
            }));
        }
        return all;
    }

    /** What waits for a timer goes on when its time has come. */
    private void whileItIsOpen(TaskId id) {
        while (!tasks.engine.getTaskStatus(id).isTerminal()) {
            clock.advance(TIMEOUT);
        }
    }

    /** How many rounds ended how. */
    Map<TaskStatus, Integer> endings() {
        return Collections.unmodifiableMap(endings);
    }

    /** By the records: no status that is terminal is ever left, and each task comes to one once. */
    void thenEachTaskHasEndedOnce() {
        int ends = 0;
        for (ExecutionId queue : tasks.queues()) {
            ExecutionState state = QueueHosting.state(queue);
            int[] known = new int[1];
            int[] count = new int[1];
            tasks.store.replay(
                    queue,
                    commit -> commit.events().forEach(event -> {
                        known[0] += event instanceof Event.TaskSubmitted ? 1 : 0;
                        count[0] += step(state, event);
                    }));
            assertThat(count[0]).as("terminal transitions in " + queue).isEqualTo(known[0]);
            ends += count[0];
        }
        assertThat(ends).isEqualTo(rounds);
    }

    private static int step(ExecutionState state, Event event) {
        int node = node(event);
        TaskStatus before = node < 0 || node >= state.plan().size() ? TaskStatus.PENDING : state.status(node);
        state.apply(event);
        if (node < 0) {
            return 0;
        }
        TaskStatus after = state.status(node);
        assertThat(before.isTerminal() && before != after)
                .as("from " + before + " to " + after + " by " + event)
                .isFalse();
        return after.isTerminal() && !before.isTerminal() ? 1 : 0;
    }

    private static int node(Event event) {
        if (event instanceof Event.AttemptEnded ended) {
            return ended.activation().node();
        }
        if (event instanceof Event.AttemptStarted started) {
            return started.activation().node();
        }
        if (event instanceof Event.TaskSubmitted submitted) {
            return submitted.node();
        }
        return event instanceof Event.CancelRequested cancel && cancel.node() != null ? cancel.node() : -1;
    }

    /** Neither resources nor slots nor timers. */
    void thenNothingIsLeft() throws InterruptedException {
        assertThat(tasks.resources.usage(new ResourceId("gpu")).current()).isZero();
        assertThat(tasks.engine.getExecutionStats().busy()).isZero();
        assertThat(tasks.engine.abandonedAttempts()).isZero();
        assertThat(tasks.nextTimer()).as("a timer that nobody needs").isEmpty();
        new Nest(tasks).thenEverySlotIsFree(2);
    }

    @Override
    public void close() {
        racers.shutdownNow();
        tasks.close();
    }
}
