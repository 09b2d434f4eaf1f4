package dev.orchestration.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What a test has done to an engine, so that a scenario that is played again after a death does not do it twice. Not
 * thread-safe.
 */
final class Acts {
    private final List<Long> done = new ArrayList<>();
    private int next;
    private int runs;

    /** The scenario is played again from its beginning. */
    void again() {
        next = 0;
        runs = 0;
    }

    int nextRun() {
        return ++runs;
    }

    /** The value of this act, made when it is done first. */
    long once(LongSupplier act) {
        int mine = next++;
        if (mine == done.size()) {
            done.add(act.getAsLong());
        }
        return done.get(mine);
    }

    /**
     * Does something that is recorded, unless it was done in an earlier life. What a death came between is done if a commit
     * was recorded since it was asked for: the first one has it.
     */
    void once(Commits commits, Runnable act) {
        int mine = next++;
        if (mine < done.size()) {
            return;
        }
        int before = commits.recorded();
        try {
            act.run();
            done.add(0L);
        } catch (CrashedException e) {
            if (commits.recorded() > before) {
                done.add(0L);
            }
            throw e;
        }
    }
}
