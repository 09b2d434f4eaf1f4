package dev.orchestration.workflow;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An execution that was accepted: look at it, wait for it, end it. Thread-safe. */
public final class WorkflowHandle {
    private final ExecutionId id;
    private final TaskOrchestrator orchestrator;
    private final CompletableFuture<WorkflowExecution> end;

    WorkflowHandle(TaskOrchestrator.Accepted accepted, TaskOrchestrator orchestrator) {
        this.id = accepted.id();
        this.orchestrator = orchestrator;
        // Once it has ended the loop lets go of the state, so whoever completes this may read it.
        this.end = accepted.end().thenApply(WorkflowHandle::ended);
    }

    private static WorkflowExecution ended(ExecutionState state) {
        return WorkflowExecution.of(state, false);
    }

    public ExecutionId id() {
        return id;
    }

    /** The execution as it stands now. */
    public WorkflowExecution execution() {
        if (!end.isDone()) {
            WorkflowExecution live = orchestrator.inspect(id, state -> WorkflowExecution.of(state, false));
            if (live != null) {
                return live;
            }
        }
        return await(null);
    }

    /**
     * Waits until the execution has ended or is paused.
     *
     * @throws OrchestrationException ({@code TIMEOUT}) if it takes longer; the execution goes on
     */
    public WorkflowExecution await(@Nullable Duration patience) {
        try {
            return patience == null ? end.get() : end.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new OrchestrationException(
                    ErrorCode.TIMEOUT, "execution " + id + " did not end within " + patience + "; it goes on", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OrchestrationException ours) {
                throw ours;
            }
            throw new OrchestrationException(ErrorCode.INTERNAL, "execution " + id + " was lost", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OrchestrationException(ErrorCode.CLOSED, "interrupted while waiting for " + id, e);
        }
    }

    /** Completed when the execution has ended or is paused. */
    public CompletableFuture<WorkflowExecution> end() {
        return end.copy();
    }

    /** Ends the execution for good; does nothing if it has ended. */
    public void cancel(String by, String reason) {
        orchestrator.cancel(id, by, reason);
    }
}
