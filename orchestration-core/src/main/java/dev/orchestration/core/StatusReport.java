package dev.orchestration.core;

import dev.orchestration.core.status.SystemStatus;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.Clock;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.record.Records;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.orchestrator.QueueHosting;
import dev.orchestration.tasks.orchestrator.Vitals;
import dev.orchestration.workflow.WorkflowManager;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says what the engine does; opens no store and starts no loop for that. Thread-safe. */
final class StatusReport {
    private final EngineSettings settings;
    private final BuiltParts built;

    @Inject
    StatusReport(EngineSettings settings, BuiltParts built) {
        this.settings = settings;
        this.built = built;
    }

    /** What the loop said, and after how long. */
    private record Glance(Vitals vitals, Duration took) {}

    SystemStatus now(Map<String, Integer> sessions) {
        Store store = built.store().getNow(null);
        ResourceManager resources = built.resources().getNow(null);
        Glance glance = glance();
        Vitals vitals = glance == null ? nothing() : glance.vitals();
        return new SystemStatus(
                sessions,
                workflows(store, vitals),
                vitals.tasks(),
                vitals.queued(),
                new SystemStatus.Workers(vitals.busy(), vitals.slots(), vitals.abandoned()),
                resources == null ? List.of() : resources(resources),
                store == null ? Map.of() : read(() -> ComponentChecks.projectsByStatus(store), Map.of()),
                store == null
                        ? 0
                        : read(() -> store.records().all(Records.SCHEDULE).size(), 0),
                store == null ? null : store(store, glance),
                jvm());
    }

    private @Nullable Glance glance() {
        var tasks = built.orchestrator().getNow(null);
        if (tasks == null) {
            return null;
        }
        Clock clock = settings.clock();
        long before = clock.nanos();
        try {
            Vitals vitals = tasks.scenes().vitals(Asked.PATIENCE);
            return new Glance(vitals, Duration.ofNanos(clock.nanos() - before));
        } catch (OrchestrationException e) {
            return null;
        }
    }

    /** What cannot be said at the moment is left out: whoever wants to know why asks how the engine is. */
    private static <T extends @Nullable Object> T read(Supplier<T> question, T otherwise) {
        try {
            return question.get();
        } catch (OrchestrationException e) {
            return otherwise;
        }
    }

    private Vitals nothing() {
        return new Vitals(
                Map.of(), zeros(TaskStatus.class), zeros(TaskPriority.class), 0, settings.workers(), 0, Map.of());
    }

    private static <E extends Enum<E>> Map<E, Integer> zeros(Class<E> type) {
        Map<E, Integer> zeros = new EnumMap<>(type);
        for (E each : type.getEnumConstants()) {
            zeros.put(each, 0);
        }
        return zeros;
    }

    private SystemStatus.Workflows workflows(@Nullable Store store, Vitals vitals) {
        Map<WorkflowStatus, Long> byStatus =
                store == null ? Map.of() : read(() -> ofWorkflows(store.archive()), Map.of());
        WorkflowManager registered = built.workflows().getNow(null);
        return new SystemStatus.Workflows(
                store == null || registered == null
                        ? 0
                        : read(() -> registered.listWorkflows().size(), 0),
                byStatus.values().stream().mapToLong(Long::longValue).sum(),
                vitals.executions().getOrDefault(WorkflowStatus.RUNNING, 0),
                byStatus);
    }

    /** What holds plain tasks is recorded as an execution, too, but is none of a workflow. */
    private static Map<WorkflowStatus, Long> ofWorkflows(Archive archive) {
        Map<WorkflowStatus, Long> counts = new EnumMap<>(WorkflowStatus.class);
        counts.putAll(archive.countByStatus());
        QueueHosting.queues(archive)
                .forEach(row -> counts.computeIfPresent(row.status(), (any, count) -> count > 1 ? count - 1 : null));
        return counts;
    }

    private static List<SystemStatus.ResourceState> resources(ResourceManager manager) {
        return manager.resources().stream()
                .map(each -> new SystemStatus.ResourceState(each.type(), each.status(), manager.getUsage(each.id())))
                .toList();
    }

    private SystemStatus.StoreState store(Store store, @Nullable Glance glance) {
        return new SystemStatus.StoreState(
                store.name(), bytes(settings.store()), glance == null ? null : glance.took());
    }

    private static @Nullable Long bytes(@Nullable StoreAddress address) {
        Path file = address == null ? null : address.file();
        return file == null ? null : (Long) (size(file) + size(file.resolveSibling(file.getFileName() + "-wal")));
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0; // gone in this moment
        }
    }

    private static SystemStatus.Jvm jvm() {
        Runtime runtime = Runtime.getRuntime();
        return new SystemStatus.Jvm(
                Runtime.version().toString(),
                runtime.totalMemory() - runtime.freeMemory(),
                runtime.maxMemory(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()));
    }
}
