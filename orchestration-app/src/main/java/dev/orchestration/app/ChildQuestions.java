package dev.orchestration.app;

import dev.orchestration.app.view.InnerSteps;
import dev.orchestration.app.view.Progress;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Parent;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the executions that steps of ours wait for, and of those below them: how their steps end, and what they
 * ask, is told beside what is told of ours. For one thread.
 */
final class ChildQuestions {
    private final RunView view;
    private final Progress progress;
    private final Supplier<Executions> executions;
    private final InnerSteps steps;
    private final Map<ExecutionId, Child> children = new HashMap<>();

    private record Child(Questions questions, InnerSteps.Inner steps) {}

    ChildQuestions(RunView view, Progress progress, Supplier<Executions> executions) {
        this.view = view;
        this.progress = progress;
        this.executions = executions;
        this.steps = new InnerSteps(progress, view.arguments().caller().err().style());
    }

    /** Passes over what is of no child of ours. */
    void heard(@Nullable ExecutionId ours, ExecutionId id, List<Event> events) {
        for (Event event : events) {
            if (event instanceof Event.ExecutionCreated created) {
                Parent parent = created.parent();
                if (parent != null && isOfOurs(ours, parent)) {
                    begins(id, parent);
                }
            }
        }
        Child child = children.get(id);
        if (child != null) {
            steps.committed(child.steps(), events);
            child.questions().heard(id, events);
        }
    }

    private void begins(ExecutionId id, Parent parent) {
        Executions all = executions.get();
        WorkflowDefinition definition = all.definition(all.require(id));
        Child above = children.get(new ExecutionId(parent.execution()));
        InnerSteps.Inner inner = steps.begins(above == null ? null : above.steps(), parent.step(), definition);
        children.put(id, new Child(new Questions(view, definition, progress), inner));
    }

    private boolean isOfOurs(@Nullable ExecutionId ours, Parent parent) {
        ExecutionId above = new ExecutionId(parent.execution());
        return above.equals(ours) || children.containsKey(above);
    }
}
