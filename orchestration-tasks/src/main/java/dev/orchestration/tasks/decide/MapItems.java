package dev.orchestration.tasks.decide;

import dev.orchestration.state.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The items of one map: which rows they have in the columns of a {@link NodeTable}, and how far they are. */
final class MapItems {
    private final int node;
    private final int first;
    private final int room;
    private int count;
    private @Nullable List<?> recorded;
    /** The first item that was not let go yet. */
    private int next;

    /** Let go, and not ended. */
    private int open;

    private int left;
    private boolean stopped;

    MapItems(Event.Expanded e, int first) {
        this.node = e.node();
        this.count = e.count();
        this.room = e.count();
        this.recorded = e.items();
        this.first = first;
    }

    /** It goes through another list, for which it has the rows. */
    void relist(Event.Expanded e) {
        boolean same = e.items() == null && e.count() == count; // as it was recorded when it kept its list
        recorded = same ? recorded : e.items();
        count = e.count();
    }

    /** How many rows it has: as many as elements in the longest list that it went through with these. */
    int room() {
        return room;
    }

    int node() {
        return node;
    }

    int count() {
        return count;
    }

    /** The row of its first item; the others follow. */
    int first() {
        return first;
    }

    /** The row after its last one. */
    int end() {
        return first + count;
    }

    @Nullable
    List<?> recorded() {
        return recorded;
    }

    /** It begins, or goes on, with so many items that have not ended. */
    void begin(int unended) {
        next = 0;
        open = 0;
        left = unended;
        stopped = false;
    }

    /** The row of the next item that may be looked at, negative if that is none now. */
    int nextWithin(int maxParallel) {
        return stopped || next == count || open >= maxParallel ? -1 : first + next++;
    }

    void letGo() {
        open++;
    }

    void ended(int row) {
        left--;
        open -= row - first < next ? 1 : 0;
    }

    /** Items that have not ended. */
    int left() {
        return left;
    }

    /** None of its items begins any more. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }
}
