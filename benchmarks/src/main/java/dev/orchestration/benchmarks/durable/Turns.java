package dev.orchestration.benchmarks.durable;

import dev.orchestration.benchmarks.measure.Progress;
import dev.orchestration.benchmarks.measure.Stopwatch;
import java.util.ArrayList;
import java.util.List;

/** Has contestants run in turn, so that what disturbs the machine for a while disturbs all alike. */
final class Turns {
    /** The engine is more code than its limits, and the compiler takes some rounds to be done with it. */
    private static final int WARMUPS = 3;

    private static final int REPETITIONS = 5;

    /** For the note of a table. */
    static final String TEXT = WARMUPS + " rounds to warm up, " + REPETITIONS + " measured";

    private final List<Turn> turns = new ArrayList<>();

    /** Who takes part, and who wants to know of each measured run how many nanoseconds it took. */
    private record Turn(Contestant contestant, Noting noting) {}

    /** Notes a measurement. */
    interface Noting {
        void note(long nanos) throws Exception;
    }

    void add(Contestant contestant, Noting noting) {
        turns.add(new Turn(contestant, noting));
    }

    /** Measures, and closes the contestants. */
    void take(String what) throws Exception {
        for (int round = 0; round < WARMUPS + REPETITIONS; round++) {
            Progress.tell(what + ", round " + (round + 1) + " of " + (WARMUPS + REPETITIONS));
            for (Turn turn : turns) {
                turn.contestant.prepare();
                long nanos = Stopwatch.nanos(turn.contestant::run);
                if (round >= WARMUPS) {
                    turn.noting.note(nanos);
                }
                turn.contestant.check();
            }
        }
        for (Turn turn : turns) {
            turn.contestant.close();
        }
    }
}
