package dev.orchestration.app;

import dev.orchestration.core.schedule.RegisteredSchedule;
import dev.orchestration.core.schedule.ScheduleState;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Stores;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Executions;
import org.jspecify.annotations.Nullable;

/** How the latest runs of schedules stand in a store, as {@code orchestrate list} tells it. */
final class LatestRuns {
    private final Store store;
    private final Executions executions;

    LatestRuns(Store store) {
        this.store = store;
        this.executions = new Executions(store.archive(), Stores.alive(store), new Definitions());
    }

    /** Null if there was none, or it is not kept any more. */
    @Nullable
    String status(RegisteredSchedule schedule) {
        ScheduleState.Run latest = schedule.state().latest();
        return latest == null
                ? null
                : store.archive()
                        .execution(latest.execution())
                        .map(row -> executions.interrupted(row)
                                ? "interrupted"
                                : row.status().wire())
                        .orElse(null);
    }
}
