package dev.orchestration.app;

import dev.orchestration.app.view.Progress;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Parent;
import dev.orchestration.workflow.Executions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the executions ask that steps of ours wait for, and those below them: it is told beside what ours asks. For one
 * thread.
 */
final class ChildQuestions {
    private final RunView view;
    private final Progress progress;
    private final Supplier<Executions> executions;
    private final Map<ExecutionId, Questions> children = new HashMap<>();

    ChildQuestions(RunView view, Progress progress, Supplier<Executions> executions) {
        this.view = view;
        this.progress = progress;
        this.executions = executions;
    }

    /** Passes over what is of no child of ours. */
    void heard(@Nullable ExecutionId ours, ExecutionId id, List<Event> events) {
        for (Event event : events) {
            if (event instanceof Event.ExecutionCreated created && isOfOurs(ours, created.parent())) {
                Executions all = executions.get();
                children.put(id, new Questions(view, all.definition(all.require(id)), progress));
            }
        }
        Questions asked = children.get(id);
        if (asked != null) {
            asked.heard(id, events);
        }
    }

    private boolean isOfOurs(@Nullable ExecutionId ours, @Nullable Parent parent) {
        if (parent == null) {
            return false;
        }
        ExecutionId above = new ExecutionId(parent.execution());
        return above.equals(ours) || children.containsKey(above);
    }
}
