package dev.orchestration.core;

import dev.orchestration.core.event.EventBus;
import dev.orchestration.core.event.ScheduleEvent;
import dev.orchestration.core.schedule.Overlap;
import dev.orchestration.core.schedule.Schedule;
import dev.orchestration.core.schedule.ScheduleClerk;
import dev.orchestration.core.schedule.ScheduleManager;
import dev.orchestration.core.schedule.ScheduleRuns;
import dev.orchestration.core.schedule.ScheduledWork;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.Times;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowHandle;
import dev.orchestration.workflow.WorkflowManager;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Has the schedules of the store fired from the moment on in which the loop works, and begins their executions. Thread-safe. */
final class ScheduleOffice implements ScheduleRuns {
    private static final String SESSION = "schedule:";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** So many schedules begin at once; more of them would have to hang before the others do. */
    private static final int LANES = 8;

    private final EngineSettings settings;
    private final Lifetime lifetime;
    private final Definitions definitions;
    private final Provider<WorkflowManager> workflows;
    private final Provider<ActionRegistry> actions;
    private final Provider<Store> store;
    private final Provider<TaskOrchestrator> orchestrator;
    private final EventBus events;
    private final EngineWorld outside;
    private final AtomicReference<@Nullable ScheduleClerk> clerk = new AtomicReference<>();
    /** When a schedule was changed here first, in microseconds since 1970: this may be what begins the engine, which takes a while. */
    private final AtomicLong firstChange = new AtomicLong(Long.MAX_VALUE);

    @Inject
    ScheduleOffice(
            EngineSettings settings,
            Lifetime lifetime,
            Definitions definitions,
            Provider<WorkflowManager> workflows,
            Provider<ActionRegistry> actions,
            Provider<Store> store,
            Provider<TaskOrchestrator> orchestrator,
            EventBus events,
            EngineWorld outside) {
        this.settings = settings;
        this.lifetime = lifetime;
        this.definitions = definitions;
        this.workflows = workflows;
        this.actions = actions;
        this.store = store;
        this.orchestrator = orchestrator;
        this.events = events;
        this.outside = outside;
    }

    /** Called once, when the loop was started; the clerk ends before the loop does. */
    void open(Store opened, TaskOrchestrator orchestrator) {
        if (!settings.takesUpTasks()) {
            return;
        }
        ScheduleClerk begun = clerk(opened);
        lifetime.onEnd(reason -> begun.close());
        clerk.set(begun);
        Instant since =
                Times.instant(Math.min(firstChange.get(), settings.clock().micros()));
        begun.open(since, orchestrator.ownerDesk().alarm(begun::look)::set);
        if (opened.isDurable()) {
            orchestrator.ownerDesk().every(LOOK_EVERY, begun::lookIfNeeded);
        }
    }

    private ScheduleClerk clerk(Store opened) {
        List<Executor> lanes =
                Stream.generate(() -> outside.errands(settings)).limit(LANES).toList();
        return new ScheduleClerk(
                opened.records(), this, settings.clock(), outside.errands(settings), lanes, events::publish);
    }

    /** A schedule was changed in this process: the engine works from now on, if it does not yet. */
    void changed(ScheduleEvent event) {
        events.publish(event);
        firstChange.accumulateAndGet(event.at(), Math::min);
        if (settings.takesUpTasks()) {
            var unused = Built.by(orchestrator);
        }
        ScheduleClerk firing = clerk.get();
        if (firing != null) {
            firing.look();
        }
    }

    @Override
    public ExecutionId begin(Schedule schedule, Instant time, Runnable ended) {
        String key = schedule.key(time);
        Optional<ExecutionId> before = Built.by(store).archive().executionOf(key);
        if (before.isPresent()) {
            return before.get();
        }
        WorkflowHandle handle = launch(schedule.work(), launch(schedule).withKey(key));
        var unused = handle.end().whenComplete((end, refused) -> ended.run());
        return handle.id();
    }

    private WorkflowHandle launch(ScheduledWork work, Launch launch) {
        WorkflowManager manager = Built.by(workflows);
        Path file = work.file();
        String workflow = work.workflow();
        if (file != null) {
            var definition = definitions.load(file, Optional.of(Built.by(actions)));
            return manager.executeWorkflow(definition, work.parameters(), launch.withFolder(file.getParent()));
        }
        return manager.executeWorkflow(String.valueOf(workflow), work.parameters(), launch);
    }

    /** All runs of a schedule are in one session, whose limits are those of the schedule. */
    private Launch launch(Schedule schedule) {
        ScheduledWork work = schedule.work();
        Integer tasks = work.maxParallelTasks();
        boolean beside = schedule.policy().overlap() == Overlap.PARALLEL;
        SessionLimits limits = new SessionLimits(
                new SessionId(SESSION + schedule.name()),
                tasks == null ? settings.workers() : tasks,
                beside ? Integer.MAX_VALUE : 1);
        Path directory = work.directory();
        return launch(
                limits,
                work.mode(),
                directory == null
                        ? settings.directory()
                        : new WorkingDirectory(directory, settings.directory().allowed()));
    }

    private static Launch launch(SessionLimits limits, @Nullable OrchestrationMode mode, WorkingDirectory directory) {
        return new Launch(limits, OrchestrationMode.RESOURCE_AWARE, mode, directory, Map.of(), execution -> {});
    }

    /**
     * How a run of a schedule goes on that an earlier engine has begun, by its session: within the limits of the schedule, and
     * one after the other if that is gone. Empty for the session of anything else.
     */
    Optional<Launch> recovered(Store opened, SessionId session) {
        if (!session.value().startsWith(SESSION)) {
            return Optional.empty();
        }
        String name = session.value().substring(SESSION.length());
        ScheduleManager schedules = new ScheduleManager(opened.records(), settings.clock(), news -> {}, null);
        return Optional.of(schedules
                .find(name)
                .map(found -> launch(found.schedule()))
                .orElseGet(
                        () -> launch(new SessionLimits(session, settings.workers(), 1), null, settings.directory())));
    }

    @Override
    public boolean isOpen(ExecutionId execution) {
        return Built.by(store)
                .archive()
                .execution(execution)
                .filter(row -> row.endedAt() == null)
                .map(ExecutionRow::id)
                .isPresent();
    }
}
