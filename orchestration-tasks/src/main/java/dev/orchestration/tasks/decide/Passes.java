package dev.orchestration.tasks.decide;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** How often rows that repeat until a condition holds have done so. Confined to the thread that owns the execution. */
final class Passes {
    /** Few rows repeat, so this is no column. */
    private final Map<Integer, Integer> done = new TreeMap<>();

    private final BitSet pausing = new BitSet();

    /** A pass is over, and another one follows after a while. */
    void again(int row) {
        done.merge(row, 1, Integer::sum);
        pausing.set(row);
    }

    /** The next pass begins. */
    void goesOn(int row) {
        pausing.clear(row);
    }

    /** Passes count anew, after a retry by hand. */
    void reopen(int row) {
        done.remove(row);
        pausing.clear(row);
    }

    /** Passes of this round that are over and were not the last. */
    int done(int row) {
        return done.getOrDefault(row, 0);
    }

    /** For a row that waits: whether it does so for its next pass. */
    boolean isPausing(int row) {
        return pausing.get(row);
    }
}
