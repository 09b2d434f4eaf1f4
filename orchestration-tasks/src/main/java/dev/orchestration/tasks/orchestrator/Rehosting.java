package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.journal.Commit;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionState;

/**
 * Lets an execution forget all that its events have told and learn it again from its commits, in the midst of its life and
 * without anybody noticing. What only this process can know stays: attempts in hand, which are found again by activation and
 * number, and whoever waits for the end. Timers are set anew. Confined to the loop.
 */
final class Rehosting {
    private final Obligations obligations;

    Rehosting(Obligations obligations) {
        this.obligations = obligations;
    }

    /**
     * Does it, between two signals.
     *
     * @param again as the hosting that it has, with a plan in which nothing has grown yet
     * @param history all its commits, in order
     * @throws IllegalStateException if something is decided that is not recorded, or what is in hand is not what the commits
     *     say is running
     */
    void rehost(Hosted hosted, Hosting again, Iterable<Commit> history, long now) {
        hosted.forget(again);
        history.forEach(hosted::replay);
        requireSameInHand(hosted);
        obligations.rearm(hosted, now);
    }

    private static void requireSameInHand(Hosted hosted) {
        ExecutionState state = hosted.state();
        int found = 0;
        for (Attempt attempt : hosted.running().all()) {
            found += runs(state, attempt) ? 1 : 0;
        }
        if (found != state.active() || found != hosted.running().all().size()) {
            throw new IllegalStateException("by its events execution " + hosted.id() + ", a plan of "
                    + state.plan().size() + " tasks, has " + state.active() + " attempts, and in hand are "
                    + hosted.running().all().stream().map(Attempt::key).toList());
        }
    }

    private static boolean runs(ExecutionState state, Attempt attempt) {
        int node = attempt.row();
        return node < state.rows()
                && state.status(node) == TaskStatus.RUNNING
                && state.activation(node).equals(attempt.activation())
                && state.attempts(node) == attempt.number();
    }
}
