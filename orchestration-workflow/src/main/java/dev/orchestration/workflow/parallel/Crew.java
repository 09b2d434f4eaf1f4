package dev.orchestration.workflow.parallel;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.live.LiveWorld;
import dev.orchestration.tasks.orchestrator.Accepted;
import dev.orchestration.tasks.orchestrator.Hosting;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.tasks.process.ScratchLogs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** The loop and the workers of one executor, from its first call to its end. Thread-safe. */
final class Crew {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TaskOrchestrator orchestrator;
    private final Path logs;

    private Crew(TaskOrchestrator orchestrator, Path logs) {
        this.orchestrator = orchestrator;
        this.logs = logs;
    }

    static Crew start(ParallelSettings settings) {
        Path logs = ScratchLogs.create();
        var world = LiveWorld.create(settings.clock(), settings.ids(), Map.of(), Map.of());
        var orchestrator =
                new TaskOrchestrator(world, new UnrecordedStore(logs), new ResourceManager(), settings.maxWorkers());
        orchestrator.startBackgroundProcessing();
        return new Crew(orchestrator, logs);
    }

    Map<String, ExecutionResult> run(Call call) {
        Hosting hosting = call.hosting();
        var accepted = orchestrator.submit(
                hosting,
                (id, at) -> new Event.ExecutionCreated(
                        at,
                        Call.NAME,
                        hosting.definition().digest(),
                        Map.of(),
                        hosting.session().session().value(),
                        OrchestrationMode.PARALLEL.wire(),
                        0,
                        hosting.directory().root().toString(),
                        List.of()),
                Map.of());
        return new Results(call, end(accepted)).byName();
    }

    private ExecutionState end(Accepted accepted) {
        try {
            return accepted.end().get();
        } catch (InterruptedException e) {
            orchestrator.cancel(accepted.id(), "caller", "the thread that waited was interrupted");
            Thread.currentThread().interrupt();
            throw new OrchestrationException(
                    ErrorCode.CLOSED, "interrupted while waiting for the tasks; they were cancelled", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OrchestrationException ours) {
                throw ours;
            }
            throw new OrchestrationException(ErrorCode.INTERNAL, "the tasks were lost", e.getCause());
        }
    }

    void close() {
        try {
            orchestrator.suspend("the executor was closed", PATIENCE);
        } finally {
            ScratchLogs.delete(logs);
        }
    }
}
