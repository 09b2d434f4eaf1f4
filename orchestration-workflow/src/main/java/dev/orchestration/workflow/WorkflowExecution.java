package dev.orchestration.workflow;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.TraceContext;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Parent;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.decide.ChildWaits;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.RowNames;
import dev.orchestration.tasks.decide.TaskResults;
import dev.orchestration.tasks.orchestrator.QueueHosting;
import dev.orchestration.tasks.orchestrator.Traces;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of a workflow as it stands: a fold of its events. Immutable.
 *
 * @param interrupted whether it is recorded as under way although no living process carries it out
 * @param stepResults by step name, in declaration order
 * @param context the shared context as it is
 * @param createdAt microseconds since 1970, as {@code startedAt} and {@code endedAt}; null where it did not happen
 * @param idle how long it had ended before retries by hand took it up again, microseconds
 * @param reason why it is paused, null if it is not
 * @param requestKey under which it was asked for, null for none
 * @param forkedFrom the execution of which it is a fork, null for none
 * @param waits by step, what those wait for that hold no worker
 * @param parent the step of another execution that waits for this one, null for none
 * @param children by step or item, the execution that it waits for or has waited for last
 * @param optional the steps, and their items, whose failure does not fail it
 * @param trace its span
 */
public record WorkflowExecution(
        ExecutionId executionId,
        String workflowName,
        String sessionId,
        WorkflowStatus status,
        boolean interrupted,
        Map<String, Object> parameters,
        Map<String, TaskResult> stepResults,
        Map<String, Object> context,
        String directory,
        long createdAt,
        @Nullable Long startedAt,
        @Nullable Long endedAt,
        long idle,
        @Nullable String reason,
        @Nullable Failure error,
        @Nullable String requestKey,
        @Nullable String forkedFrom,
        Map<String, StepWait> waits,
        @Nullable Parent parent,
        Map<String, String> children,
        Set<String> optional,
        TraceContext trace) {

    /** The execution as its state says. */
    static WorkflowExecution of(ExecutionState state, boolean interrupted) {
        var life = state.lifecycle();
        var created = life.created();
        var paused = life.paused();
        return new WorkflowExecution(
                state.id(),
                created.workflow(),
                created.session(),
                life.status(),
                interrupted,
                created.parameters(),
                TaskResults.of(state),
                state.context().toMap(),
                created.directory(),
                created.at(),
                life.startedAt(),
                life.endedAt(),
                life.idle(),
                paused == null ? null : paused.reason(),
                life.error(),
                created.parent() == null ? created.requestKey() : null,
                created.origin(),
                StepWait.of(state),
                created.parent(),
                children(state),
                optional(state),
                Traces.of(state.id(), created));
    }

    /** But for compensations: of those the execution tells itself what could not be undone. */
    private static Set<String> optional(ExecutionState state) {
        Set<String> optional = new LinkedHashSet<>();
        for (int row = 0; row < state.rows(); row++) {
            int node = state.node(row);
            if (!state.plan().spec(node).required() && !state.plan().phases().isCompensation(node)) {
                optional.add(RowNames.of(state, row));
            }
        }
        return optional;
    }

    private static Map<String, String> children(ExecutionState state) {
        Map<String, String> children = new LinkedHashMap<>();
        for (int row = 0; row < state.rows(); row++) {
            String child = ChildWaits.of(state).last(row);
            if (child != null) {
                children.put(RowNames.of(state, row), child);
            }
        }
        return children;
    }

    /** From start to end in microseconds, without {@code idle}; null while it has not both. */
    public @Nullable Long duration() {
        return startedAt == null || endedAt == null ? null : (Long) (endedAt - startedAt - idle);
    }

    /** Whether this step, or this item of one, is completed and has been undone since, as the execution failed. */
    public boolean isUndone(TaskResult step) {
        String name = step.itemOf() == null ? step.task() : step.itemOf();
        TaskResult undo =
                stepResults.get(WorkflowStep.compensationName(name) + step.task().substring(name.length()));
        return step.success() && undo != null && undo.success() && name.equals(undo.compensates());
    }

    /** Whether it holds plain tasks, one by one, instead of the steps of a workflow. */
    public boolean holdsPlainTasks() {
        return QueueHosting.isQueue(sessionId, executionId);
    }

    /** The status as people and programs see it: {@code interrupted} in place of a status nobody works on. */
    public String shownStatus() {
        return interrupted ? "interrupted" : status.wire();
    }
}
