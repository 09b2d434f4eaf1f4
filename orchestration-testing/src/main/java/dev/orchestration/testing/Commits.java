package dev.orchestration.testing;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.Journal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the commits of all lives of an engine, and lets those fail that the test names. Not thread-safe. */
final class Commits {
    /** What happens at a commit. */
    enum Fate {
        /** It is not recorded, and the same is tried again. */
        REFUSED,
        /** It is recorded, but nobody hears of it; it is looked for, and found. */
        UNKNOWN_RECORDED,
        /** It is not recorded, and nobody hears that it is not; it is looked for, and not found. */
        UNKNOWN_LOST,
        /** It is not recorded, nor is anything after it. */
        STORE_LOST,
        /** The process dies just before. */
        CRASH_BEFORE,
        /** The process dies just after. */
        CRASH_AFTER
    }

    private final Map<Integer, Fate> fates = new HashMap<>();
    private final Map<ExecutionId, Long> epochs = new HashMap<>();
    private int count;
    private int recorded;
    private boolean crashed;
    private boolean lost;
    private @Nullable Commit last;

    void set(int commit, Fate fate) {
        if (commit <= count) {
            throw new IllegalArgumentException(
                    "commit " + commit + " is over: " + count + " were asked for, so say a later one");
        }
        fates.put(commit, fate);
    }

    /** How many were asked for. */
    int count() {
        return count;
    }

    /** How many were recorded. */
    int recorded() {
        return recorded;
    }

    /** Whether the process has died and has not come back. */
    boolean isCrashed() {
        return crashed;
    }

    /** The process dies now. */
    void crash() {
        crashed = true;
    }

    /** Nobody records any more, and nobody minds. */
    void end() {
        crashed = false;
        lost = true;
    }

    /** There is a process again. */
    void begin() {
        crashed = false;
        lost = false;
    }

    /** The epoch in which the execution was recorded last, null if it is not. */
    @Nullable
    Long epoch(ExecutionId id) {
        return epochs.get(id);
    }

    Journal of(Journal journal, long epoch) {
        return new Journal() {
            @Override
            public void append(Batch batch) {
                take(journal, batch, epoch);
            }

            @Override
            public boolean holds(Batch batch) {
                return batch.commits().get(0).equals(last);
            }
        };
    }

    private void take(Journal journal, Batch batch, long epoch) {
        if (crashed || lost) {
            throw refusal(ErrorCode.STORE_UNAVAILABLE, "its store is not there any more");
        }
        Fate fate = fates.remove(++count);
        if (fate == null) {
            record(journal, batch, epoch);
            return;
        }
        switch (fate) {
            case REFUSED -> throw refusal(ErrorCode.STORE_FULL, "commit " + count + " is refused");
            case UNKNOWN_RECORDED -> {
                record(journal, batch, epoch);
                throw refusal(ErrorCode.STORE_UNREACHABLE, "nobody knows of commit " + count);
            }
            case UNKNOWN_LOST -> throw refusal(ErrorCode.STORE_UNREACHABLE, "nobody knows of commit " + count);
            case STORE_LOST -> {
                lost = true;
                throw refusal(ErrorCode.STORE_UNAVAILABLE, "the store is lost at commit " + count);
            }
            case CRASH_BEFORE -> crashed = true;
            case CRASH_AFTER -> {
                record(journal, batch, epoch);
                crashed = true;
            }
        }
        throw refusal(ErrorCode.STORE_UNAVAILABLE, "the process died at commit " + count);
    }

    private void record(Journal journal, Batch batch, long epoch) {
        journal.append(batch);
        recorded++;
        last = batch.commits().get(0);
        batch.commits().forEach(commit -> epochs.put(commit.execution(), epoch));
    }

    private static OrchestrationException refusal(ErrorCode code, String what) {
        return new OrchestrationException(code, "as the test wanted: " + what);
    }
}
