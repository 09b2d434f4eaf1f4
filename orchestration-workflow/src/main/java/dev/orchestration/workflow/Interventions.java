package dev.orchestration.workflow;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.decide.Ask;
import dev.orchestration.tasks.decide.PauseAsks;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.orchestrator.Accepted;
import dev.orchestration.workflow.WorkflowHandle.Origin;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people do to executions under way. One that nobody carries out is taken up for a moment in which nothing of it starts,
 * and then left as if its process had been interrupted. Thread-safe.
 */
final class Interventions {
    /** As a Ctrl-C leaves it: {@code resume --all} goes on with it. */
    private static final String LEFT = "interrupted";

    private final Launcher launcher;
    private final Executions executions;

    Interventions(Launcher launcher, Executions executions) {
        this.launcher = launcher;
        this.executions = executions;
    }

    WorkflowExecution pause(ExecutionId id, @Nullable String reason, Launch launch) {
        String why = "paused by " + launch.by() + (reason == null ? "" : ": " + reason);
        return ask(executions.require(id), PauseAsks.pause(why), launch, "pause");
    }

    WorkflowHandle goOn(ExecutionRow row, Launch launch) {
        if (row.status() != WorkflowStatus.PAUSED) {
            String is = executions.interrupted(row) ? "interrupted" : row.status().wire();
            boolean again = row.status() == WorkflowStatus.FAILED || row.status() == WorkflowStatus.CANCELLED;
            String remedy = is.equals("interrupted") ? "resume" : again ? "retry" : "";
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "execution " + row.id() + " is " + is + ", so there is nothing to continue"
                            + (remedy.isEmpty() ? "" : "; `orchestrate " + remedy + " " + row.id() + "` goes on with it"));
        }
        return launcher.resume(row, launch);
    }

    void cancelStep(ExecutionId id, String step, String reason, Launch launch) {
        launcher.desk().cancelStep(id, step, launch.by(), reason, launch.receipt());
    }

    void suspend(ExecutionId id, String reason, Launch launch) {
        launcher.desk().suspend(id, reason, launch.receipt());
    }

    /** Asks it where it is carried out, or where nobody does, in passing. */
    private WorkflowExecution ask(ExecutionRow row, Ask ask, Launch launch, String verb) {
        WorkflowDefinition definition = executions.definition(row);
        if (launcher.desk().ask(row.id(), ask, launch.receipt()).isPresent()) {
            return executions.view(executions.require(row.id()));
        }
        Ask found = (state, at) -> {
            if (state.lifecycle().status() == WorkflowStatus.PENDING) {
                return new Signal.Admitted(at);
            }
            // What its process left paused is paused by nobody; what a person paused stays so.
            var paused = state.lifecycle().paused();
            boolean left = paused != null && Executions.isEndOfOwner(paused.reason());
            return new Signal.Recovered(at, verb, left);
        };
        Ask leave = (state, at) -> new Signal.SuspendAsked(at, LEFT);
        Accepted accepted = launcher.host(row, definition, launch, List.of(found, ask, leave));
        return launcher.handle(accepted, Origin.STARTED, launch).await(null);
    }
}
