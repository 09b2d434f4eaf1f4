package dev.orchestration.workflow;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Parent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who waits, by a step, for an execution, and who for that one, and so on. */
final class Ancestry {
    private Ancestry() {}

    /** From the nearest on; empty for an execution that nobody waits for. */
    static List<ExecutionId> above(Executions executions, @Nullable Parent parent) {
        List<ExecutionId> above = new ArrayList<>();
        Parent next = parent;
        while (next != null && above.size() <= ChildExecutions.DEEPEST) {
            ExecutionId id = new ExecutionId(next.execution());
            above.add(id);
            next = executions.state(executions.require(id)).lifecycle().created().parent();
        }
        return above;
    }
}
