package dev.orchestration.tasks.orchestrator;

import java.util.function.Consumer;

/** Something that happens at a time of the monotonic clock, unless it is cancelled before. Confined to the loop. */
abstract class Timer extends IndexedHeap.Element<Timer> {
    /** When it is due; means something while it is set. */
    long nanos;

    /** The how-manieth to be set: settles ties. */
    long seq;

    abstract void fire(Loop loop);

    @Override
    boolean isBefore(Timer other) {
        // Differences, not values: the monotonic clock may wrap around.
        long difference = nanos - other.nanos;
        return difference < 0 || (difference == 0 && seq < other.seq);
    }

    static Timer of(Consumer<Loop> act) {
        return new Timer() {
            @Override
            void fire(Loop loop) {
                act.accept(loop);
            }
        };
    }
}
