package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.decide.ExecutionState;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What came of a look, which is the asker's own code: what it throws is his alone. */
record Seen<T>(@Nullable T value, @Nullable RuntimeException thrown) {
    static <T> Seen<T> through(Function<ExecutionState, @Nullable T> view, ExecutionState state) {
        try {
            return new Seen<>(view.apply(state), null);
        } catch (RuntimeException e) {
            return new Seen<>(null, e);
        }
    }

    @Nullable
    T get() {
        if (thrown == null) {
            return value;
        }
        throw thrown instanceof OrchestrationException ours
                ? ours
                : new OrchestrationException(ErrorCode.INTERNAL, "the view of an execution failed", thrown);
    }
}
