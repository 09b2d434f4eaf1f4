package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.SelectionPolicy;
import java.util.List;

/**
 * Folds what an execution shall begin with before the loop does: an event that makes no sense is refused here, while in the loop
 * it would end the engine.
 */
final class Trial {
    private Trial() {}

    /** @throws OrchestrationException ({@code WRONG_STATE}) if it cannot begin so */
    static void of(ExecutionId id, ExecutionPlan plan, Birth birth) {
        List<Event> first = birth.then(0);
        if (first.isEmpty()) {
            return;
        }
        ExecutionState state = new ExecutionState(id, plan, SelectionPolicy.of(OrchestrationMode.SEQUENTIAL, plan));
        try {
            state.apply(birth.created(id, 0));
            first.forEach(state::apply);
        } catch (RuntimeException e) {
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "what the new execution shall keep of another one makes no sense for its workflow: "
                            + e.getMessage()
                            + "; nothing was begun: fork from an earlier step, or run the workflow anew",
                    e);
        }
    }
}
