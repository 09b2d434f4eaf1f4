package dev.orchestration.tasks.orchestrator;

import java.util.function.Consumer;

/** Something that happens at a time of the monotonic clock, unless it is cancelled before. Confined to the loop. */
abstract class Timer extends IndexedHeap.Element<Timer> {
    /** When it is due; means something while it is set. */
    long nanos;

    /** The how-manieth to be set: settles ties between those of one turn. */
    long seq;

    private final int turn;

    /** A timer that goes last of those that are due at the same time. */
    Timer() {
        this(Integer.MAX_VALUE);
    }

    /** @param turn of timers that are due at the same time the smallest fires first, whenever they were set */
    Timer(int turn) {
        this.turn = turn;
    }

    abstract void fire(Loop loop);

    @Override
    boolean isBefore(Timer other) {
        // Differences, not values: the monotonic clock may wrap around.
        long difference = nanos - other.nanos;
        if (difference != 0) {
            return difference < 0;
        }
        return turn != other.turn ? turn < other.turn : seq < other.seq;
    }

    static Timer of(Consumer<Loop> act) {
        return of(Integer.MAX_VALUE, act);
    }

    /** @param turn as the constructor takes it */
    static Timer of(int turn, Consumer<Loop> act) {
        return new Timer(turn) {
            @Override
            void fire(Loop loop) {
                act.accept(loop);
            }
        };
    }
}
