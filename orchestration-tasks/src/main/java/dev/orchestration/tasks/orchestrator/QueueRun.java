package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.tasks.Decision;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Insight;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.decide.TaskResults;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One execution of plain tasks that is, or was, carried out here, and who waits for its tasks. Confined to the loop. */
final class QueueRun {
    /** Of queues that have ended, the one that ended first comes first. */
    static final Comparator<QueueRun> BY_END = Comparator.comparingLong(
            run -> Objects.requireNonNull(run.state().lifecycle().endedAt()));

    private final Hosted hosted;
    private final Map<Integer, List<CompletableFuture<TaskResult>>> waiting = new TreeMap<>();

    /**
     * Makes one.
     *
     * @param recorded called after each commit, when whoever waited for a task was told
     * @param left the same, when it has ended or goes no further here
     */
    QueueRun(Hosted hosted, Runnable recorded, Runnable left) {
        this.hosted = hosted;
        hosted.afterRecord(() -> {
            tell();
            recorded.run();
        });
        var unused = hosted.end().whenComplete((state, refused) -> {
            leave();
            left.run();
        });
    }

    Hosted hosted() {
        return hosted;
    }

    ExecutionState state() {
        return hosted.state();
    }

    /** Tells those who wait for tasks that are settled by now, and recorded so. */
    private void tell() {
        for (Integer node = state().nextSettled(); node != null; node = state().nextSettled()) {
            List<CompletableFuture<TaskResult>> waiters = waiting.remove(node);
            if (waiters != null) {
                TaskResult result = TaskResults.of(state(), node);
                waiters.forEach(waiter -> waiter.complete(result));
            }
        }
    }

    /** The execution is not carried out any further here: nobody shall wait for what does not come. */
    private void leave() {
        tell();
        waiting.forEach((node, waiters) -> {
            OrchestrationException why = new OrchestrationException(
                    ErrorCode.CLOSED,
                    "the engine is closed, or failed, before task "
                            + state().plan().name(node) + " ended; it goes on with the next engine on the same store");
            waiters.forEach(waiter -> waiter.completeExceptionally(why));
        });
        waiting.clear();
    }

    /** Whether another task may still be submitted here. */
    boolean isOpen() {
        WorkflowStatus status = state().lifecycle().status();
        return !status.isEnded() && !state().lifecycle().stopping();
    }

    /** Whether it was let go before its end, because the engine is closed or has failed. */
    boolean isGone() {
        return hosted.end().isDone() && !state().lifecycle().status().isEnded();
    }

    boolean hasEnded() {
        return state().lifecycle().status().isEnded();
    }

    /** Ends it, unless something of it is open. */
    void closeIfIdle(long at) {
        if (isOpen() && !hosted.end().isDone() && isIdle()) {
            hosted.decide(new Signal.CloseAsked(at));
        }
    }

    /** Whether the task, or one that depends on it, is here and not settled, so that what belongs to it has to be here too. */
    boolean waitsOn(TaskId id) {
        Integer node = node(id);
        return node == null ? state().tasks().awaits(id) : !state().isSettled(node);
    }

    /** Why a task has to be here, in words. */
    String tie(TaskId id, Task task) {
        String here = " in " + hosted.id();
        return task.dependencies().stream()
                .filter(this::waitsOn)
                .findFirst()
                .map(dependency -> "it depends on " + Quoted.of(dependency.value()) + here)
                .orElse("a task" + here + " waits for " + Quoted.of(id.value()));
    }

    /** How many of its tasks are not settled. */
    int unfinished() {
        return Insight.unsettledCount(state());
    }

    /** Whether nothing of it is open: all tasks are settled, and no attempt is in hand. */
    boolean isIdle() {
        return unfinished() == 0 && state().active() == 0;
    }

    @Nullable
    Integer node(TaskId id) {
        return state().tasks().node(id);
    }

    /** Completed once the task is settled, after the commit that says so. */
    CompletableFuture<TaskResult> whenSettled(int node) {
        CompletableFuture<TaskResult> waiter = new CompletableFuture<>();
        if (state().isSettled(node)) {
            waiter.complete(TaskResults.of(state(), node));
        } else if (hosted.end().isDone()) {
            waiter.completeExceptionally(Environment.closed());
        } else {
            waiting.computeIfAbsent(node, key -> new ArrayList<>()).add(waiter);
        }
        return waiter;
    }

    /** Lets go of those who do not wait for this task any longer. */
    void forget(int node) {
        waiting.computeIfPresent(node, (key, waiters) -> {
            waiters.removeIf(CompletableFuture::isDone);
            return waiters.isEmpty() ? null : waiters;
        });
    }

    /** Asks for the end of one task; says whether that is new and means something. */
    boolean cancel(int node, String by, String reason, long at) {
        if (hosted.end().isDone() || state().isSettled(node) || state().cancelRequested(node)) {
            return false;
        }
        hosted.decide(new Signal.CancelAsked(at, CancelScope.STEP, node, by, reason));
        return true;
    }

    /** Says whether the task waited for a decision. */
    boolean decide(int node, Decision decision, String by, long at) {
        if (hosted.end().isDone() || !state().awaitsDecision(node)) {
            return false;
        }
        hosted.decide(new Signal.Decided(at, state().activation(node), decision, by));
        return true;
    }
}
