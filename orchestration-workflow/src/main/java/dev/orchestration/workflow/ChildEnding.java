package dev.orchestration.workflow;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.orchestrator.ChildOrder;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has an execution end for which a step waited, wherever it stands. */
record ChildEnding(Launcher launcher, Executions executions) {
    private static final Logger LOG = LoggerFactory.getLogger(ChildEnding.class);

    /** @param launch with which it is taken up for that where nobody carries it out */
    void cancel(ChildOrder order, Launch launch, String by, String reason) {
        Optional<ExecutionRow> known = executions.requested(order.key());
        if (known.isEmpty()) {
            launcher.desk().childEnded(order, null, null);
            return;
        }
        ExecutionId id = known.get().id();
        for (int tries = 1; !isEnding(order, id, launch, by, reason); tries++) {
            if (tries == ChildExecutions.TRIES) {
                LOG.warn("execution {} could not be cancelled", id);
                return;
            }
        }
    }

    private boolean isEnding(ChildOrder order, ExecutionId id, Launch launch, String by, String reason) {
        if (launcher.desk().cancel(id, by, reason, null)) {
            return true;
        }
        ExecutionRow row = executions.require(id);
        if (row.status().isEnded()) {
            launcher.desk().childEnded(order, executions.state(row));
            return true;
        }
        try {
            WorkflowDefinition definition = executions.definition(row);
            boolean can = launcher.hostings().missing(definition).isEmpty();
            var unused = launcher.host(row, definition, launch, CancelAsks.of(by, reason, can));
            return true;
        } catch (OrchestrationException e) {
            if (e.code() != ErrorCode.WRONG_STATE) {
                throw e;
            }
            return false;
        }
    }
}
