package dev.orchestration.workflow.parallel;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.TaskResults;
import dev.orchestration.workflow.dag.WorkflowDAG;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an execution that has ended means for each task of a call. Used once. */
final class Results {
    private final WorkflowDAG dag;
    private final List<TaskResult> told;
    private final String whyNoMore;
    private final boolean timedOut;
    private final @Nullable ExecutionResult[] results;

    Results(Call call, ExecutionState state) {
        this.dag = call.dag();
        told = new ArrayList<>(TaskResults.of(state).values());
        Event.CancelRequested cancel = state.lifecycle().cancel();
        timedOut = cancel != null && cancel.by().equals(Event.CancelRequested.BY_TIMEOUT);
        whyNoMore = timedOut ? "the call's timeout of " + call.timeout() + " passed" : "the executor was closed";
        results = new ExecutionResult[dag.size()];
    }

    /** In the order of declaration. */
    Map<String, ExecutionResult> byName() {
        for (int node : dag.order()) {
            results[node] = result(node);
        }
        Map<String, ExecutionResult> byName = new LinkedHashMap<>(dag.size() * 2);
        for (int node = 0; node < results.length; node++) {
            byName.put(dag.name(node), Objects.requireNonNull(results[node]));
        }
        return Collections.unmodifiableMap(byName);
    }

    private ExecutionResult result(int node) {
        TaskResult task = told.get(node);
        Failure error = task.error();
        return switch (task.status()) {
            case COMPLETED -> of(task, ExecutionStatus.COMPLETED, null);
            case FAILED -> of(task, isTimeout(error) ? ExecutionStatus.TIMEOUT : ExecutionStatus.FAILED, error);
            default -> task.startedAt() == null ? didNotRun(node, task) : interrupted(task);
        };
    }

    private static boolean isTimeout(@Nullable Failure error) {
        return error != null && error.kind() == ErrorKind.TIMEOUT;
    }

    private ExecutionResult interrupted(TaskResult task) {
        Failure told = task.error();
        if (timedOut) {
            Failure late = new Failure("Timeout", "was interrupted: " + whyNoMore, ErrorKind.TIMEOUT);
            return of(task, ExecutionStatus.TIMEOUT, told != null && isTimeout(told) ? told : late);
        }
        return of(task, ExecutionStatus.CANCELLED, cancelled("Cancelled", "was interrupted: " + whyNoMore));
    }

    private ExecutionResult didNotRun(int node, TaskResult task) {
        ExecutionResult[] first = new ExecutionResult[1];
        dag.dependencies(node, dependency -> {
            ExecutionResult result = results[dependency];
            first[0] = first[0] == null && result != null && !result.success() ? result : first[0];
        });
        ExecutionResult dependency = first[0];
        if (dependency == null) {
            return of(task, ExecutionStatus.CANCELLED, cancelled("Cancelled", "did not run: " + whyNoMore));
        }
        String how = switch (dependency.status()) {
            case FAILED -> " failed";
            case TIMEOUT -> " timed out";
            default -> " was cancelled";
        };
        String message = "did not run: its dependency " + Quoted.of(dependency.taskName()) + how;
        return of(task, ExecutionStatus.CANCELLED, cancelled("DependencyNotCompleted", message));
    }

    private static Failure cancelled(String type, String message) {
        return new Failure(type, message, ErrorKind.CANCELLED);
    }

    private static ExecutionResult of(TaskResult task, ExecutionStatus status, @Nullable Failure error) {
        return new ExecutionResult(
                task.task(), status, task.result(), error, instant(task.startedAt()), instant(task.endedAt()));
    }

    private static @Nullable Instant instant(@Nullable Long micros) {
        return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
