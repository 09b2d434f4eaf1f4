package dev.orchestration.core;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.StreamEnd;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.orchestrator.ExecutionListener;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.FollowedExecutions;
import jakarta.inject.Provider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows executions off the loop: folds what is committed into states of its own, which tell what no single event says, as
 * that a step is free because another has ended. An execution that was under way before, or of which something was missed, is
 * read from the store first. Confined to the thread that tells it.
 */
final class ExecutionFolds implements ExecutionListener {
    /** Is told of the events of executions, each when it was folded in. */
    interface Follower {
        /** Whether it wants to be told at all; if not, executions are forgotten. */
        boolean isThere();

        /** A state that was not followed until now. */
        void follows(ExecutionState state);

        /**
         * The state has taken the event in.
         *
         * @param writesBefore the version that its context had before
         */
        void happened(ExecutionState state, Event event, long writesBefore);
    }

    /** How far an execution is followed. */
    private static final class Fold {
        private final ExecutionState state;
        private long commits;

        Fold(ExecutionState state, long commits) {
            this.state = state;
            this.commits = commits;
        }
    }

    private final Provider<Executions> executions;
    private final Follower follower;
    private final Map<ExecutionId, Fold> folds = new HashMap<>();

    ExecutionFolds(Provider<Executions> executions, Follower follower) {
        this.executions = executions;
        this.follower = follower;
    }

    @Override
    public void committed(ExecutionId execution, List<Event> events) {
        throw new UnsupportedOperationException("it is told of whole commits");
    }

    @Override
    public void committed(Commit commit) {
        if (!follower.isThere()) {
            folds.clear();
        } else if (!commit.execution().equals(StreamEnd.ENGINE)) {
            follow(commit);
        }
    }

    private void follow(Commit commit) {
        // Out of the map until it is done: what is folded by half must not be gone on with.
        Fold known = folds.remove(commit.execution());
        Fold fold = known != null && known.commits == commit.number() - 1 ? known : read(commit);
        for (Event event : commit.events()) {
            long writesBefore = fold.state.context().version();
            fold.state.apply(event);
            follower.happened(fold.state, event, writesBefore);
        }
        fold.commits = commit.number();
        if (!fold.state.lifecycle().status().isEnded()) {
            folds.put(commit.execution(), fold);
        }
    }

    private Fold read(Commit next) {
        ExecutionState state = new FollowedExecutions(Built.by(executions)).before(next.execution(), next.number());
        follower.follows(state);
        return new Fold(state, next.number() - 1);
    }
}
