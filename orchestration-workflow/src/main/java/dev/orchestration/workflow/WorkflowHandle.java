package dev.orchestration.workflow;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.orchestrator.Accepted;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An execution that was accepted: look at it, wait for it, end it. Thread-safe. */
public final class WorkflowHandle {
    /** What the caller who got this had to do with it. */
    public enum Origin {
        /** The execution began, or went on, by his call. */
        STARTED,
        /** It was under way, and belongs to whoever began it; he asked for it once more under its request key. */
        UNDER_WAY,
        /** It had ended; he asked for it once more under its request key. Nothing ran, and nothing more is heard of it. */
        ENDED
    }

    private final ExecutionId id;
    private final Origin origin;
    private final TaskOrchestrator orchestrator;
    private final CompletableFuture<ExecutionState> told;
    private final List<Consumer<ExecutionState>> first = new CopyOnWriteArrayList<>();
    private final CompletableFuture<WorkflowExecution> end = new CompletableFuture<>();

    WorkflowHandle(Accepted accepted, Origin origin, TaskOrchestrator orchestrator) {
        this.id = accepted.id();
        this.origin = origin;
        this.orchestrator = orchestrator;
        this.told = accepted.end();
    }

    /**
     * Has {@code act} run when the execution has ended or is paused, before anybody who waits hears of it; it must be quick and
     * must not keep the state. Only for whom {@link Launch#started()} tells of the execution, while it is told.
     */
    public void beforeEnd(Consumer<ExecutionState> act) {
        first.add(act);
    }

    /** Whoever has something to do before its end has said so. */
    void open() {
        var unused = told.whenComplete((state, refused) -> {
            if (refused != null) {
                end.completeExceptionally(refused);
                return;
            }
            try { // once it has ended the loop lets go of the state, so whoever completes this may read it
                first.forEach(act -> act.accept(state));
                end.complete(WorkflowExecution.of(state, false));
            } catch (RuntimeException e) {
                end.completeExceptionally(e);
            }
        });
    }

    public ExecutionId id() {
        return id;
    }

    public Origin origin() {
        return origin;
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

    /** By step, what those wait for at this moment that hold no worker. */
    public Map<String, StepWait> waits() {
        Map<String, StepWait> waits = orchestrator.inspect(
                id, state -> state.waiting() == 0 ? Map.<String, StepWait>of() : StepWait.of(state));
        return waits == null ? Map.of() : waits;
    }

    /**
     * Waits until the execution has ended or is paused. A step or task of the same engine that calls it lends its slot while
     * it waits, so that the execution can run; see {@link dev.orchestration.tasks.orchestrator.PlainTasks}.
     *
     * @param patience how long to wait, null for as long as it takes
     * @throws OrchestrationException ({@code TIMEOUT}) if it takes longer, ({@code CLOSED}) if interrupted; the execution
     *     goes on
     * @throws dev.orchestration.tasks.CircularWaitException if a step or task would wait for itself
     */
    public WorkflowExecution await(@Nullable Duration patience) {
        return orchestrator.await(id, end, patience);
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
