package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskBuilder;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.tasks.action.ActionDescriptor;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.action.ActionName;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Tasks that run further tasks, and wait for them. */
final class Nest implements AutoCloseable {
    final TaskEngine tasks;
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    Nest(TaskEngine tasks) {
        this.tasks = tasks;
    }

    void action(ActionKind kind, String name, Action code) {
        ActionName full = new ActionName("nest", name);
        tasks.actions.register(new ActionDescriptor(full, "", kind, Map.of(), Map.of()), code);
    }

    static TaskBuilder child(String action, String id) {
        return Task.named(id, "nest", action).id(id);
    }

    TaskId submit(TaskBuilder task) {
        return tasks.submit(task);
    }

    /** What came of it; it must have completed. */
    Object execute(TaskBuilder task) {
        TaskResult result = tasks.engine.executeTask(task.build());
        assertThat(result.error()).isNull();
        return result.result();
    }

    /** How waiting for a task is refused, or ends without an answer. */
    OrchestrationException refusal(Duration patience, String id) {
        return catchThrowableOfType(
                OrchestrationException.class, () -> tasks.engine.awaitTask(new TaskId(id), patience));
    }

    /** Runs code, and counts how much code runs at once. */
    Object counted(Supplier<Object> code) {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
            for (int i = 0; i < 1_000; i++) {
                Thread.onSpinWait(); // long enough to meet others
            }
            return code.get();
        } finally {
            now.decrementAndGet();
        }
    }

    /** How much code ran at once at most. */
    int most() {
        return most.get();
    }

    /** Exactly so many tasks run at once, nothing is held, and nobody was given up. */
    void thenEverySlotIsFree(int slots) {
        tasks.thenAllEnd();
        for (int i = 0; i <= slots; i++) {
            submit(TaskEngine.gated("slot " + i));
        }
        try {
            for (int i = 0; i < slots; i++) {
                tasks.awaitBegun("slot " + i);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("a slot is missing", e);
        }
        var stats = tasks.engine.getExecutionStats();
        assertThat(stats.busy()).isEqualTo(slots);
        assertThat(stats.abandoned()).isZero();
        assertThat(stats.queued().values().stream().mapToInt(count -> count).sum())
                .isEqualTo(1);
        for (int i = 0; i <= slots; i++) {
            tasks.open("slot " + i);
        }
        tasks.thenAllEnd();
    }

    @Override
    public void close() {
        tasks.close();
    }
}
