package dev.orchestration.tasks.live;

import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.journal.OutputCache;
import dev.orchestration.state.journal.Outputs;
import dev.orchestration.tasks.orchestrator.World;
import dev.orchestration.tasks.secret.SecretVault;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/** The real world: system threads, and whatever clock and ids the host wants. */
public final class LiveWorld {
    private LiveWorld() {}

    /** As {@link #create(Clock, IdSource, Map, Map, Outputs)}; large outputs stay in memory, for stores that do too. */
    public static World create(Clock clock, IdSource ids, Map<String, String> marks, Map<String, String> environment) {
        return create(clock, ids, marks, environment, LargeOutput::held);
    }

    /** As {@link #create(Clock, IdSource, Map, Map, Outputs, OutputCache, SecretVault)}, without secrets and outputs of earlier executions. */
    public static World create(
            Clock clock, IdSource ids, Map<String, String> marks, Map<String, String> environment, Outputs outputs) {
        return create(clock, ids, marks, environment, outputs, OutputCache.NONE, SecretVault.empty());
    }

    /**
     * Makes a world. No thread is started before there is something to run. Where a step waits for a disk, the loop has a
     * thread of its own; where all is in memory, whoever tells it something makes the step.
     *
     * @param marks environment variables that every child process carries, by which it is found if this process dies
     * @param environment variables that templates may read
     * @param outputs takes outputs that are too large for an event; the store's
     * @param cache outputs that are kept to be used again; the store's
     * @param secrets what templates may read and nobody may see
     */
    public static World create(
            Clock clock,
            IdSource ids,
            Map<String, String> marks,
            Map<String, String> environment,
            Outputs outputs,
            OutputCache cache,
            SecretVault secrets) {
        ThreadFactory threads = WorkerThreads.factory("listener");
        LiveWorkers workers = new LiveWorkers(new Surroundings(clock, marks, environment, outputs, cache, secrets));
        return new World(clock, ids, new LiveDrive(clock, workers), workers, () -> new Herald(clock, threads));
    }

    /** Runs what it is given in order, on a thread of its own that exists while there is something to do. */
    public static Executor errands(Clock clock) {
        return new Herald(clock, WorkerThreads.factory("errands"));
    }
}
