package dev.orchestration.core;

import dev.orchestration.core.configuration.Configuration;
import dev.orchestration.core.trace.SpanSink;
import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.store.Durability;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.tasks.TaskSettings;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.secret.SecretSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
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
 * @param takesUpTasks whether plain tasks and executions that earlier owners of the store have not finished go on when the
 *     engine starts to work
 * @param durability what a commit of the store's file waits for
 * @param takesCommands whether what other processes ask of the store's owner is carried out
 * @param secrets where {@code secret.NAME} of templates comes from
 * @param configDirectory the folder of definitions that must be there, null for {@value #CONFIG_DIRECTORY} under {@code
 *     directory}, if that is there
 * @param traces takes what was carried out as spans, null for nobody
 * @param metrics where the engine's meters are, null for a registry of its own that is made when it is asked for
 * @param keepEnded executions that ended longer ago are removed while the engine works, null for none
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
        Durability durability,
        boolean takesCommands,
        SecretSource secrets,
        @Nullable Path configDirectory,
        @Nullable SpanSink traces,
        @Nullable MeterRegistry metrics,
        @Nullable Duration keepEnded) {
    /** The folder of definitions where nothing is said. */
    public static final String CONFIG_DIRECTORY = "config/workflows/production";

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
                Durability.DURABLE,
                true,
                SecretSource.ofSystem(),
                null,
                null,
                null,
                null);
    }

    /** An engine on a store's file and in the current directory. */
    public static EngineSettings on(Path store) {
        return inMemory().withStore(store);
    }

    public EngineSettings withStore(@Nullable Path file) {
        return withStoreAt(file == null ? null : StoreAddress.of(file));
    }

    public EngineSettings withStoreAt(@Nullable StoreAddress address) {
        return changed(copy -> copy.store = address);
    }

    public EngineSettings withWorkers(int count) {
        return changed(copy -> copy.workers = count);
    }

    public EngineSettings withClock(Clock other) {
        return changed(copy -> copy.clock = other);
    }

    public EngineSettings withIds(IdSource other) {
        return changed(copy -> copy.ids = other);
    }

    public EngineSettings withDirectory(WorkingDirectory other) {
        return changed(copy -> copy.directory = other);
    }

    public EngineSettings withWorkflows(List<Path> files) {
        return changed(copy -> copy.workflows = List.copyOf(files));
    }

    public EngineSettings withActions(List<Consumer<ActionRegistry>> more) {
        return changed(copy -> copy.actions = List.copyOf(more));
    }

    public EngineSettings withQueueLimit(int tasks) {
        return changed(copy -> copy.queueLimit = tasks);
    }

    public EngineSettings withTakesUpTasks(boolean yes) {
        return changed(copy -> copy.takesUpTasks = yes);
    }

    public EngineSettings withDurability(Durability other) {
        return changed(copy -> copy.durability = other);
    }

    public EngineSettings withTakesCommands(boolean yes) {
        return changed(copy -> copy.takesCommands = yes);
    }

    public EngineSettings withTraces(@Nullable SpanSink sink) {
        return changed(copy -> copy.traces = sink);
    }

    public EngineSettings withSecrets(SecretSource other) {
        return changed(copy -> copy.secrets = other);
    }

    public EngineSettings withMetrics(@Nullable MeterRegistry other) {
        return changed(copy -> copy.metrics = other);
    }

    public EngineSettings withConfigDirectory(@Nullable Path folder) {
        return changed(copy -> copy.configDirectory = folder);
    }

    /**
     * As {@link EngineBuilder#keepEnded}; null for ever.
     *
     * @throws IllegalArgumentException if it is less than a minute
     */
    public EngineSettings withKeepEnded(@Nullable Duration time) {
        return changed(copy -> copy.keepEnded = time == null ? null : Retention.checked(time));
    }

    /**
     * The same with what a configuration says of engines: store, durability, workers, and folders into which paths of
     * definitions may reach. An engine reads no configuration by itself.
     */
    public EngineSettings withConfiguration(Configuration said) {
        return ConfiguredEngine.of(this, said);
    }

    private EngineSettings changed(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.settings();
    }

    /** The settings while one of them is changed. */
    private static final class Copy {
        @Nullable
        StoreAddress store;

        int workers;
        Clock clock;
        IdSource ids;
        WorkingDirectory directory;
        List<Path> workflows;
        List<Consumer<ActionRegistry>> actions;
        int queueLimit;
        boolean takesUpTasks;
        Durability durability;
        boolean takesCommands;
        SecretSource secrets;

        @Nullable
        Path configDirectory;

        @Nullable
        SpanSink traces;

        @Nullable
        MeterRegistry metrics;

        @Nullable
        Duration keepEnded;

        Copy(EngineSettings from) {
            store = from.store;
            workers = from.workers;
            clock = from.clock;
            ids = from.ids;
            directory = from.directory;
            workflows = from.workflows;
            actions = from.actions;
            queueLimit = from.queueLimit;
            takesUpTasks = from.takesUpTasks;
            durability = from.durability;
            takesCommands = from.takesCommands;
            secrets = from.secrets;
            configDirectory = from.configDirectory;
            traces = from.traces;
            metrics = from.metrics;
            keepEnded = from.keepEnded;
        }

        EngineSettings settings() {
            return new EngineSettings(
                    store,
                    workers,
                    clock,
                    ids,
                    directory,
                    workflows,
                    actions,
                    queueLimit,
                    takesUpTasks,
                    durability,
                    takesCommands,
                    secrets,
                    configDirectory,
                    traces,
                    metrics,
                    keepEnded);
        }
    }
}
