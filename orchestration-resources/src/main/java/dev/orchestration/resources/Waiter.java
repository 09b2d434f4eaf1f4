package dev.orchestration.resources;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One who waits for what it asked for. Not thread-safe: part of the {@link Ledger}; once it has ended nothing changes. */
final class Waiter {
    enum State {
        WAITING,
        SERVED,
        TOO_LATE,
        INTERRUPTED,
        DISMISSED
    }

    private final AllocationRequest request;
    private final long deadline;
    private final Runnable wake;
    private State state = State.WAITING;
    private @Nullable ResourceAllocation allocation;
    private @Nullable Shortage shortage;

    /** Until when it sleeps unless it is woken; 0 while it is awake and about to look at its state. */
    private long sleepsUntil;

    /** @param wake ends its sleep at once, or the next one if it does not sleep yet */
    Waiter(AllocationRequest request, long deadline, Runnable wake) {
        this.request = request;
        this.deadline = deadline;
        this.wake = wake;
    }

    AllocationRequest request() {
        return request;
    }

    /** From when on it does not wait any longer. */
    long deadline() {
        return deadline;
    }

    State state() {
        return state;
    }

    /** What it got; only for one that was served. */
    ResourceAllocation allocation() {
        return Objects.requireNonNull(allocation);
    }

    /** What was missing at the end; only for one that waited too long. */
    Shortage shortage() {
        return Objects.requireNonNull(shortage);
    }

    void serve(ResourceAllocation got) {
        allocation = got;
        end(State.SERVED);
    }

    void endTooLate(Shortage missing) {
        shortage = missing;
        end(State.TOO_LATE);
    }

    void end(State how) {
        state = how;
        wake.run();
    }

    void sleep(long until) {
        sleepsUntil = until;
    }

    /** Sees to it that it looks again by {@code time} at the latest. */
    void wakeBy(long time) {
        if (sleepsUntil > time) {
            sleepsUntil = 0;
            wake.run();
        }
    }
}
