package dev.orchestration.workflow;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.orchestrator.QueueHosting;

/** Where somebody begins who follows executions commit by commit. Thread-safe. */
public final class FollowedExecutions {
    private final Executions executions;

    public FollowedExecutions(Executions executions) {
        this.executions = executions;
    }

    /**
     * What the commits of an execution before this one are folded into. The state is the caller's.
     *
     * @param commit the number of a commit, from 1
     * @throws OrchestrationException ({@code UNKNOWN_EXECUTION}) if there is none of this id
     */
    public ExecutionState before(ExecutionId id, long commit) {
        ExecutionRow row = executions.require(id);
        ExecutionState state = QueueHosting.isQueue(row)
                ? QueueHosting.state(id)
                : Executions.stateOfWorkflow(row, executions.definition(row));
        if (commit > 1) {
            executions.history(id).stream()
                    .filter(each -> each.number() < commit)
                    .forEach(each -> each.events().forEach(state::apply));
        }
        return state;
    }
}
