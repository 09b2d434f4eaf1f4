package dev.orchestration.tasks.orchestrator;

import org.jspecify.annotations.Nullable;

/** What the loop notes of an attempt while it is in hand. Confined to the loop. */
abstract class InHand extends Message {
    /** Its index in the list of what runs, -1 if it is not there. */
    int place = -1;

    private final int row;

    private Workers.@Nullable Carried carried;
    private @Nullable EndReason asked;
    private boolean hasDue;
    private long dueNanos;
    private long countedFrom;
    private boolean over;

    InHand(int row) {
        this.row = row;
    }

    /** Its node, or the row of its item, in the state of its execution. */
    final int row() {
        return row;
    }

    final void carriedBy(Workers.Carried worker) {
        carried = worker;
    }

    /** By whom it is carried out, null while it is not handed out. */
    final Workers.@Nullable Carried carried() {
        return carried;
    }

    /** Why it was asked to end, null if it was not. */
    final @Nullable EndReason asked() {
        return asked;
    }

    final void ask(EndReason reason) {
        if (asked == null) {
            asked = reason;
        }
    }

    /** It is to be looked at when the monotonic clock says so; the {@link Deadlines} alone set this. */
    final void dueAt(long atNanos) {
        hasDue = true;
        dueNanos = atNanos;
    }

    final void dueNever() {
        hasDue = false;
    }

    final boolean hasDue() {
        return hasDue;
    }

    final boolean isDue(long nowNanos) {
        return hasDue && dueNanos - nowNanos <= 0;
    }

    /** Means something while there is a time. */
    final long dueNanos() {
        return dueNanos;
    }

    /** From when its timeout counts as far as is known by now; microseconds since 1970. */
    final long countedFrom() {
        return countedFrom;
    }

    final void countFrom(long at) {
        countedFrom = at;
    }

    /** Whether nobody waits for it any more. */
    final boolean isOver() {
        return over;
    }

    final void overNow() {
        over = true;
    }
}
