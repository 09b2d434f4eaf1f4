package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.tasks.decide.ExecutionState;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What a caller gets of an execution that was accepted. */
public record Accepted(ExecutionId id, CompletableFuture<ExecutionState> end) {
    /** What the caller hangs onto the end must not run on the loop, where it could wait for the loop. */
    static Accepted of(Hosted hosted, Drive drive) {
        CompletableFuture<ExecutionState> end = drive.callbacks()
                .map(callbacks -> hosted.end().thenApplyAsync(Function.<ExecutionState>identity(), callbacks))
                .orElseGet(() -> hosted.end().thenApplyAsync(Function.identity()));
        return new Accepted(hosted.id(), end);
    }
}
