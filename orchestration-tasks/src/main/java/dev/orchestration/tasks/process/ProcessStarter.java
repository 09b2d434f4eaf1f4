package dev.orchestration.tasks.process;

import java.io.IOException;

/** Starts processes: real ones, or those of a simulation. Thread-safe. */
public interface ProcessStarter {
    /**
     * Starts a process and begins to move its output.
     *
     * @throws ProgramNotFoundException if there is no such program or directory
     * @throws IOException if the system refused to start it
     */
    RunningProcess start(ProcessRequest request) throws IOException;
}
