package dev.orchestration.tasks.orchestrator;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose thread steps the loop, and when. The owner of the step is a role: one thread at a time has it, and what it
 * did is seen by the next one. Three kinds: a thread of its own, where a step waits for a disk; whoever posts, where all is
 * in memory; the caller's own hand, in tests and simulations ({@link SteppedDrive}).
 */
public interface Drive {
    /** Says in place of a reading of the clock that there is none. */
    long NO_READING = Long.MIN_VALUE;

    /** What a drive steps. Only the owner may call what is marked so. */
    interface Steps {
        /**
         * One step, the owner's: takes in what lies in the inbox, and fires what is due. Never throws.
         *
         * @param reading of the wall clock, made a moment ago, or {@link #NO_READING}
         * @return how many messages it took in
         */
        int step(long reading);

        /** Whether messages lie in the inbox; any thread may ask. */
        boolean hasMessages();

        /** When the next timer is due on the monotonic clock, the owner's. */
        OptionalLong nextTimer();

        /** Whether the loop has come to its end, so that nothing is left to step; any thread may ask. */
        boolean stopped();
    }

    /**
     * Begins to step; called once.
     *
     * @param waits whether a step waits for something outside, as a commit to a disk does
     */
    void begin(Steps steps, boolean waits);

    /**
     * A message was put into the inbox by the thread that calls this; before {@link #begin} it does nothing.
     *
     * @param reading as in {@link Steps#step}
     * @return how many messages this thread itself took in as the owner of steps
     */
    int posted(long reading);

    /** A message was put into the inbox by a thread that must not be kept for a step: it may hold locks of its own. */
    void postedInPassing();

    /** A timer is due at {@code nanos} of the monotonic clock, earlier than any that was told of and is still ahead. */
    void due(long nanos);

    /** The calling thread is about to wait for the answer to what it posted. */
    default void beforeWaiting() {}

    /**
     * The calling thread is about to wait for this. Where it makes the steps itself, it makes them until the answer is there.
     *
     * @param patience how long it would wait, null for as long as it takes
     * @return how long it waits now
     */
    default @Nullable Duration awaiting(Future<?> answer, @Nullable Duration patience) {
        return patience;
    }
}
