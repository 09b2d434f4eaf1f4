package dev.orchestration.tasks.decide;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which rows wait for an execution of their own, and for which of them that has ended. Confined to the thread that owns the
 * execution.
 */
public final class ChildWaits {
    /** By row, since when it waits; few rows do, so this is no column. */
    private final Map<Integer, Long> open = new TreeMap<>();

    private final BitSet withdrawn = new BitSet();

    /** By row, since when it had waited for the execution that has ended well and that its next attempt takes in. */
    private final Map<Integer, Long> ended = new TreeMap<>();

    /** By row, the execution that it waits for, or has waited for last. */
    private final Map<Integer, String> last = new TreeMap<>();

    ChildWaits() {}

    /** What is known of an execution's rows. */
    public static ChildWaits of(ExecutionState state) {
        return state.children();
    }

    /**
     * The request key of the execution that an attempt of an activation waits for: whoever begins it twice gets one.
     *
     * @param attempt from 1
     */
    public static String key(ExecutionId parent, Activation activation, int attempt) {
        return "child of " + parent + " " + activation.label(String.valueOf(activation.node())) + " " + attempt;
    }

    void opened(int row, Event.WaitOpened e) {
        if (e.kind().equals(Event.WaitOpened.CHILD)) {
            open.put(row, e.at());
            withdrawn.clear(row);
            last.remove(row);
        }
    }

    void begun(int row, String execution) {
        last.put(row, execution);
    }

    void withdrawn(int row) {
        withdrawn.set(row);
    }

    /** Its wait has ended, if it was one for an execution. */
    void over(int row, @Nullable String execution) {
        Long since = open.remove(row);
        if (since != null) {
            ended.put(row, since);
            if (execution != null) {
                last.put(row, execution);
            }
        }
    }

    /** An attempt has taken in what came of it, unless that has to be done once more. */
    void taken(int row, Next next) {
        if (next != Next.RERUN && !ended.isEmpty()) {
            ended.remove(row);
        }
    }

    void reopen(int row) {
        open.remove(row);
        ended.remove(row);
        last.remove(row);
    }

    /** Whether the row waits for an execution that has not ended. */
    public boolean isOpen(int row) {
        return !open.isEmpty() && open.containsKey(row);
    }

    /** Whether any row waits for an execution. */
    public boolean isAnyOpen() {
        return !open.isEmpty();
    }

    /** Whether the row, which waits, has run out of time, so that the execution is asked to end. */
    public boolean isWithdrawn(int row) {
        return isOpen(row) && withdrawn.get(row);
    }

    /** Whether the execution of the row has ended, and an attempt has yet to take in what came of it. */
    public boolean hasEnded(int row) {
        return !ended.isEmpty() && ended.containsKey(row);
    }

    /** Since when the row had waited for what {@link #hasEnded}; microseconds since 1970. */
    long since(int row) {
        return ended.getOrDefault(row, NodeTable.NONE);
    }

    /** The execution that the row waits for, or has waited for last; null if that has not begun. */
    public @Nullable String last(int row) {
        return last.isEmpty() ? null : last.get(row);
    }
}
