package dev.orchestration.workflow.parallel;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.tasks.action.ActionContext;
import org.jspecify.annotations.Nullable;

/** Knows for which executor the present thread runs a task, if any. A task that waited for its own executor might wait for ever. */
final class Inside {
    private static final ThreadLocal<@Nullable ParallelExecutor> EXECUTOR = new ThreadLocal<>();

    private Inside() {}

    /** @throws OrchestrationException ({@code WRONG_STATE}) on a thread that runs a task of {@code executor} */
    static void refuse(ParallelExecutor executor, String call) {
        if (EXECUTOR.get() == executor) {
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "a task called " + call
                            + " of the executor that runs it, which would wait for the task; name the tasks"
                            + " as tasks of the same graph, or use another executor");
        }
    }

    static @Nullable Object run(ParallelExecutor executor, Action action, ActionContext ctx) throws Exception {
        ParallelExecutor outside = EXECUTOR.get();
        EXECUTOR.set(executor);
        try {
            return action.run(ctx);
        } finally {
            EXECUTOR.set(outside);
        }
    }
}
