package dev.orchestration.workflow;

import dev.orchestration.state.Failure;
import dev.orchestration.state.Json;
import dev.orchestration.state.Times;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Parent;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of executions that programs rely on: every field is always there, null where nothing is known; times are
 * ISO-8601 in UTC with six fraction digits.
 */
public final class ExecutionJson {
    private ExecutionJson() {}

    /** One execution with all its steps. */
    public static Map<String, Object> of(WorkflowExecution execution) {
        Fields fields = new Fields()
                .put("execution_id", execution.executionId().value())
                .put("workflow", execution.workflowName())
                .put("status", execution.shownStatus())
                .put("reason", execution.reason())
                .put("started_at", Times.iso(execution.startedAt()))
                .put("ended_at", Times.iso(execution.endedAt()))
                .put("duration_ms", millis(execution.duration()))
                .put("parameters", execution.parameters())
                .put("request_key", execution.requestKey())
                .put("forked_from", execution.forkedFrom())
                .put("parent", parent(execution.parent()))
                .put("trace_id", execution.trace().traceId())
                .put("error", error(execution.error()));
        Map<String, Object> steps = new LinkedHashMap<>();
        execution.stepResults().forEach((name, step) -> steps.put(name, step(step, execution)));
        return fields.put("steps", steps).map;
    }

    private static Map<String, Object> step(TaskResult step, WorkflowExecution execution) {
        boolean orphaned = execution.interrupted() && step.status() == TaskStatus.RUNNING;
        return new Fields()
                .put("status", orphaned ? "interrupted" : step.status().wire())
                .put("attempts", (long) step.attempts())
                .put("started_at", Times.iso(step.startedAt()))
                .put("ended_at", Times.iso(step.endedAt()))
                .put("duration_ms", millis(step.duration()))
                .put("output", step.result())
                .put("error", error(step.error()))
                .put("blocked_by", step.blockedBy())
                .put("item_of", step.itemOf())
                .put("child", execution.children().get(step.task()))
                .put("compensates", step.compensates())
                .put("undone", execution.isUndone(step))
                .put("cached_from", step.cachedFrom())
                .put("waiting_for", wait(execution.waits().get(step.task())))
                .map;
    }

    private static @Nullable Object parent(@Nullable Parent parent) {
        return parent == null
                ? null
                : new Fields().put("execution_id", parent.execution()).put("step", parent.step()).map;
    }

    private static @Nullable Object wait(@Nullable StepWait wait) {
        return wait == null
                ? null
                : new Fields()
                        .put("kind", wait.kind())
                        .put("name", wait.name())
                        .put("form", wait.form())
                        .put("approvers", wait.approvers())
                        .put("filter", wait.filter())
                        .put("since", Times.iso(wait.since()))
                        .put("due", Times.iso(wait.due()))
                        .map;
    }

    /** One execution in a list. */
    public static Map<String, Object> of(ExecutionRow row, boolean interrupted) {
        Long startedAt = row.startedAt();
        Long endedAt = row.endedAt();
        return new Fields()
                .put("execution_id", row.id().value())
                .put("workflow", row.workflow())
                .put("status", interrupted ? "interrupted" : row.status().wire())
                .put("reason", row.status() == WorkflowStatus.PAUSED ? row.reason() : null)
                .put("created_at", Times.iso(row.createdAt()))
                .put("started_at", Times.iso(startedAt))
                .put("ended_at", Times.iso(endedAt))
                .put("duration_ms", startedAt == null || endedAt == null ? null : millis(endedAt - startedAt))
                .put("directory", row.directory())
                .put("parent", row.parent())
                .map;
    }

    private static @Nullable Object error(@Nullable Failure error) {
        return error == null
                ? null
                : new Fields()
                        .put("type", error.type())
                        .put("message", error.message())
                        .put("kind", error.kind().wire())
                        .map;
    }

    private static @Nullable Object millis(@Nullable Long micros) {
        return micros == null ? null : (Object) (micros / 1_000.0);
    }

    /** A JSON object under construction; it may hold nulls. */
    private static final class Fields {
        final Map<String, Object> map = new LinkedHashMap<>();

        Fields put(String key, @Nullable Object value) {
            Json.putNullable(map, key, value);
            return this;
        }
    }
}
