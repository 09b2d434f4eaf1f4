package dev.orchestration.tasks.live;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.journal.InMemoryStore;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.tasks.TaskSettings;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.tasks.process.ProcessSweep;
import dev.orchestration.tasks.process.ScratchLogs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A task orchestrator at work, for hosts that want tasks and nothing else: it keeps everything in memory, works in the current
 * directory, and forgets all when it is closed. Its parameters are not held against the schemas of actions; actions with
 * typed parameters refuse what does not fit by themselves. Thread-safe.
 */
public final class InMemoryTasks implements AutoCloseable {
    private final TaskOrchestrator orchestrator;
    private final Path logs;

    private InMemoryTasks(TaskOrchestrator orchestrator, Path logs) {
        this.orchestrator = orchestrator;
        this.logs = logs;
    }

    /**
     * Starts to work.
     *
     * @param slots attempts at once
     * @param resources what tasks may take; they see what is registered later, too
     * @param actions what tasks may call; {@link ActionRegistry#standard()} is where to begin
     * @throws dev.orchestration.state.OrchestrationException ({@code STORE_UNAVAILABLE}) if there is no folder for logs
     */
    public static InMemoryTasks start(int slots, ResourceManager resources, ActionRegistry actions) {
        Clock clock = Clock.system();
        IdSource ids = IdSource.random();
        Path logs = ScratchLogs.create();
        Owner owner = new Owner(
                ids.next(), 1, "", "", ProcessHandle.current().pid(), 0, clock.micros(), null);
        TaskOrchestrator orchestrator = new TaskOrchestrator(
                LiveWorld.create(clock, ids, Map.of(ProcessSweep.OWNER_MARK, owner.uuid()), Map.of()),
                new InMemoryStore(logs, owner),
                resources,
                slots,
                TaskSettings.of(() -> actions, new WorkingDirectory(Path.of(""), List.of())));
        orchestrator.startBackgroundProcessing();
        return new InMemoryTasks(orchestrator, logs);
    }

    /** Takes tasks and tells what becomes of them. */
    public TaskOrchestrator orchestrator() {
        return orchestrator;
    }

    /** The folder of what attempts wrote, by {@code TaskResult.log()}; it is there until this is closed. */
    public Path logs() {
        return logs;
    }

    /** Ends what runs, and forgets all. Idempotent. */
    @Override
    public void close() {
        orchestrator.close();
        ScratchLogs.delete(logs);
    }
}
