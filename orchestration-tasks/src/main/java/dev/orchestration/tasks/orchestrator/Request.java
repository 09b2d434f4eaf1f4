package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A question to the loop whose answer is given out only after the step in which it was asked is recorded. A refusal is the
 * asker's; whatever else is thrown is a fault of the engine, which may have left a change made by half, and ends the loop.
 */
final class Request<T> extends Message {
    private final Function<Loop, @Nullable T> question;
    private final CompletableFuture<@Nullable T> answer = new CompletableFuture<>();
    private @Nullable T result;

    Request(Function<Loop, @Nullable T> question) {
        this.question = question;
    }

    @Override
    void deliver(Loop loop) {
        try {
            result = question.apply(loop);
        } catch (OrchestrationException e) {
            if (e.code() == ErrorCode.INTERNAL) {
                throw e;
            }
            refuse(e);
            return;
        }
        loop.answerAfterCommit(this);
    }

    /** The step in which it was asked is recorded, or could not be: then {@code why} says so. */
    void over(@Nullable OrchestrationException why) {
        if (why == null) {
            answer.complete(result);
        } else {
            refuse(why);
        }
    }

    @Override
    void refuse(OrchestrationException why) {
        answer.completeExceptionally(why);
    }

    CompletableFuture<@Nullable T> answer() {
        return answer;
    }
}
