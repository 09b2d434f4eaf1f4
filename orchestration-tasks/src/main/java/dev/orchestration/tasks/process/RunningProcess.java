package dev.orchestration.tasks.process;

import java.time.Duration;

/** A process that was started. Thread-safe. */
public interface RunningProcess {
    /** The time between asking a process to end and ending it, unless told otherwise. */
    Duration GRACE = Duration.ofSeconds(2);

    long pid();

    /** When it started, in clock ticks since boot; 0 where the system does not tell. */
    long startTicks();

    /**
     * Waits until the process ended and its output arrived. A descendant that still holds the output half a second after
     * the end is ended, and what it would have written is dropped: when this returns, no sink is called any more.
     *
     * @throws InterruptedException if the calling thread is interrupted; the process goes on until {@link #end}
     */
    ProcessExit await() throws InterruptedException;

    /**
     * Ends the process with all its descendants, also those that left its session: SIGTERM to each, after {@code grace}
     * SIGKILL, and again until a look finds none. Returns when that is done. May be called at any time by several
     * threads; an interrupt does not cut it short and stays set.
     *
     * @return false if something remained that the system would not end
     */
    boolean end(Duration grace);
}
