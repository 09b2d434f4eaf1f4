package dev.orchestration.tasks.live;

import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.tasks.orchestrator.World;
import java.util.Map;

/** The real world: system threads, and whatever clock and ids the host wants. */
public final class LiveWorld {
    private LiveWorld() {}

    /**
     * Makes a world. No thread is started before there is something to run.
     *
     * @param marks environment variables that every child process carries, by which it is found if this process dies
     * @param environment variables that templates may read
     */
    public static World create(Clock clock, IdSource ids, Map<String, String> marks, Map<String, String> environment) {
        return new World(
                clock,
                ids,
                new LiveInbox(),
                new LiveWorkers(new Surroundings(clock, marks, environment)),
                WorkerThreads.single("listeners"),
                untilStopped ->
                        WorkerThreads.factory("loop").newThread(untilStopped).start());
    }
}
