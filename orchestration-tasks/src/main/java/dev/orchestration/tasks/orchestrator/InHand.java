package dev.orchestration.tasks.orchestrator;

import org.jspecify.annotations.Nullable;

/** What the loop notes of an attempt while it is in hand. Confined to the loop. */
abstract class InHand extends Message {
    /** Its index in the list of what runs, -1 if it is not there. */
    int place = -1;

    private Workers.@Nullable Carried carried;
    private @Nullable EndReason asked;
    private @Nullable Timer timer;
    private boolean over;

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

    /** What ends it, or gives it up, if nothing else does; null if nothing is set. */
    final @Nullable Timer timer() {
        return timer;
    }

    final void timer(Timer next) {
        timer = next;
    }

    /** Whether nobody waits for it any more. */
    final boolean isOver() {
        return over;
    }

    final void overNow() {
        over = true;
    }
}
