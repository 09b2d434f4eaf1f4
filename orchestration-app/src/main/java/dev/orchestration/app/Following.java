package dev.orchestration.app;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.workflow.Executions;
import java.io.IOException;

/** Looks at an execution again and again until nobody carries it out any more; the one who does is never disturbed. */
final class Following {
    static final String FOLLOW = "--follow";

    /** Looks at what was recorded. */
    interface Look {
        /** @param over whether it is the last look, after which nothing more comes */
        void once(boolean over) throws IOException;
    }

    private Following() {}

    /** Returns after the last look, which comes after the end. */
    static void untilTheEnd(Executions executions, ExecutionId id, Look look) throws IOException {
        boolean over = isOver(executions, id);
        look.once(over);
        while (!over) {
            HandedOver.rest();
            over = isOver(executions, id);
            look.once(over);
        }
    }

    private static boolean isOver(Executions executions, ExecutionId id) {
        ExecutionRow row = executions.require(id);
        return row.status().isEnded() || row.status() == WorkflowStatus.PAUSED || executions.interrupted(row);
    }
}
