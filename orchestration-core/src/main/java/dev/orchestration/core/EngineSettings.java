package dev.orchestration.core;

import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.store.Durability;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.tasks.TaskSettings;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.WorkingDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How an engine is set up. {@link #inMemory()} and {@link #on(Path)} are where to begin.
 *
 * @param store where the store is, null to keep everything in memory
 * @param workers attempts at once, over all executions
 * @param directory where executions work unless they say otherwise
 * @param workflows files whose workflows are registered at the start
 * @param actions what adds the host's actions
 * @param queueLimit so many plain tasks may be unfinished; further ones are refused
 * @param takesUpTasks whether plain tasks that the store has recorded go on when the engine starts to work
 * @param durability what a commit of the store's file waits for
 */
public record EngineSettings(
        @Nullable StoreAddress store,
        int workers,
        Clock clock,
        IdSource ids,
        WorkingDirectory directory,
        List<Path> workflows,
        List<Consumer<ActionRegistry>> actions,
        int queueLimit,
        boolean takesUpTasks,
        Durability durability) {
    /** As many workers as the machine has processors, but at least four. */
    public static int defaultWorkers() {
        return Math.max(4, Runtime.getRuntime().availableProcessors());
    }

    /** An engine that keeps everything in memory and works in the current directory. */
    public static EngineSettings inMemory() {
        return new EngineSettings(
                null,
                defaultWorkers(),
                Clock.system(),
                IdSource.random(),
                new WorkingDirectory(Path.of(""), List.of()),
                List.of(),
                List.of(),
                TaskSettings.DEFAULT_QUEUE_LIMIT,
                true,
                Durability.DURABLE);
    }

    /** An engine on a store's file and in the current directory. */
    public static EngineSettings on(Path store) {
        return inMemory().withStore(store);
    }

    public EngineSettings withStore(@Nullable Path file) {
        return withStoreAt(file == null ? null : StoreAddress.of(file));
    }

    public EngineSettings withStoreAt(@Nullable StoreAddress address) {
        return new EngineSettings(
                address, workers, clock, ids, directory, workflows, actions, queueLimit, takesUpTasks, durability);
    }

    public EngineSettings withWorkers(int count) {
        return new EngineSettings(
                store, count, clock, ids, directory, workflows, actions, queueLimit, takesUpTasks, durability);
    }

    public EngineSettings withClock(Clock other) {
        return new EngineSettings(
                store, workers, other, ids, directory, workflows, actions, queueLimit, takesUpTasks, durability);
    }

    public EngineSettings withIds(IdSource other) {
        return new EngineSettings(
                store, workers, clock, other, directory, workflows, actions, queueLimit, takesUpTasks, durability);
    }

    public EngineSettings withDirectory(WorkingDirectory other) {
        return new EngineSettings(
                store, workers, clock, ids, other, workflows, actions, queueLimit, takesUpTasks, durability);
    }

    public EngineSettings withWorkflows(List<Path> files) {
        return new EngineSettings(
                store,
                workers,
                clock,
                ids,
                directory,
                List.copyOf(files),
                actions,
                queueLimit,
                takesUpTasks,
                durability);
    }

    public EngineSettings withActions(List<Consumer<ActionRegistry>> more) {
        return new EngineSettings(
                store,
                workers,
                clock,
                ids,
                directory,
                workflows,
                List.copyOf(more),
                queueLimit,
                takesUpTasks,
                durability);
    }

    public EngineSettings withQueueLimit(int tasks) {
        return new EngineSettings(
                store, workers, clock, ids, directory, workflows, actions, tasks, takesUpTasks, durability);
    }

    public EngineSettings withTakesUpTasks(boolean yes) {
        return new EngineSettings(
                store, workers, clock, ids, directory, workflows, actions, queueLimit, yes, durability);
    }

    public EngineSettings withDurability(Durability other) {
        return new EngineSettings(
                store, workers, clock, ids, directory, workflows, actions, queueLimit, takesUpTasks, other);
    }
}
