package dev.orchestration.app;

import dev.orchestration.core.schedule.Schedule;
import dev.orchestration.state.Json;
import dev.orchestration.state.journal.ExecutionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of the times of a back-fill: a line for each as it comes, or a list in the end. For one thread. */
final class BackfillTold {
    private final Arguments arguments;
    private final Schedule schedule;
    private final String whyNone;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    /** @param whyNone what is told if there are no times */
    BackfillTold(Arguments arguments, Schedule schedule, String whyNone) {
        this.arguments = arguments;
        this.schedule = schedule;
        this.whyNone = whyNone;
    }

    /** @param execution null if there is none */
    void row(Instant time, @Nullable ExecutionRow execution) {
        rows.add(StoreUpkeep.json(
                "time",
                ScheduleView.time(time),
                "execution_id",
                execution == null ? null : execution.id().value(),
                "status",
                execution == null ? null : execution.status().wire()));
        if (!arguments.json()) {
            String shown = ScheduleView.shown(time, schedule.times().zone());
            arguments
                    .caller()
                    .out()
                    .line(shown + "  "
                            + (execution == null ? "to run" : execution.status().wire() + "  " + execution.id()));
        }
    }

    int end(int code) {
        if (arguments.json()) {
            arguments.caller().out().line(Json.pretty(rows));
        } else if (rows.isEmpty() && !arguments.quiet()) {
            arguments.caller().err().line(whyNone);
        }
        return code;
    }
}
