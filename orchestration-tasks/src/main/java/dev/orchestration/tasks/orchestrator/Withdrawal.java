package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.decide.CancelReach;
import dev.orchestration.tasks.decide.ExecutionPlan;
import java.util.stream.IntStream;

/** Takes back what was begun, where somebody asked for its end. Confined to the loop. */
final class Withdrawal {
    private final Loop loop;
    private final Deadlines deadlines;

    Withdrawal(Loop loop, Deadlines deadlines) {
        this.loop = loop;
        this.deadlines = deadlines;
    }

    void cancel(Hosted hosted, Event.CancelRequested e) {
        if (e.scope() == CancelScope.UNSTARTED) {
            return;
        }
        ExecutionPlan plan = hosted.state().plan();
        Integer only = e.node();
        if (only != null) {
            forgetWaits(hosted, hosted.state().items().rowsOf(only));
        } else if (plan.firstFinal() < plan.size()) {
            IntStream rows = IntStream.range(0, hosted.state().rows());
            IntStream covered = rows.filter(
                    row -> CancelReach.covers(e, plan, hosted.state().node(row)));
            forgetWaits(hosted, covered.toArray());
        } else {
            hosted.waits().all().forEach(loop.timers()::cancel);
            hosted.waits().clear();
        }
        for (Attempt attempt : hosted.running().all()) {
            if (CancelReach.covers(e, plan, attempt.activation().node())) {
                deadlines.expire(attempt, EndReason.CANCEL);
            }
        }
    }

    private void forgetWaits(Hosted hosted, int[] rows) {
        for (int row : rows) {
            forgetWait(hosted, row);
        }
    }

    /** What it waited for has come, so nothing wakes it any more. */
    void forgetWait(Hosted hosted, int row) {
        loop.timers().cancel(hosted.waits().get(row));
        hosted.waits().remove(row);
    }
}
