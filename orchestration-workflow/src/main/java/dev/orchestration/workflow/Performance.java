package dev.orchestration.workflow;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.performance.LastFailure;
import dev.orchestration.workflow.performance.PerformanceSummary;
import dev.orchestration.workflow.performance.PerformanceTally;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the newest runs of one workflow and tells how they went. Used once, by one thread. */
final class Performance {
    /** How many runs are looked at. */
    static final int RUNS = 100;
    /** After so many events no further run is read: of a large workflow fewer tell enough. */
    static final int EVENTS = 1_000_000;

    private final Executions executions;
    private final PerformanceTally tally = new PerformanceTally();
    private final Map<String, WorkflowDefinition> definitions = new HashMap<>();

    Performance(Executions executions) {
        this.executions = executions;
    }

    PerformanceSummary of(String workflow) {
        int events = 0;
        for (ExecutionRow row : executions.newestEnded(workflow, RUNS)) {
            if (events < EVENTS) {
                events += readIfThere(row);
            }
        }
        return tally.summary(workflow);
    }

    private int readIfThere(ExecutionRow row) {
        try {
            return read(row);
        } catch (OrchestrationException e) {
            if (e.code() != ErrorCode.UNKNOWN_EXECUTION) {
                throw e;
            }
            return 0; // removed meanwhile, before anything of it was counted
        }
    }

    /** How many events the run has. One whose definition this version cannot read is counted, without its steps. */
    private int read(ExecutionRow row) {
        long end = Objects.requireNonNull(row.endedAt(), "asked for those that have ended");
        List<Commit> history = executions.history(row.id());
        WorkflowDefinition definition;
        try {
            definition = definitions.computeIfAbsent(row.digest(), any -> executions.definition(row));
        } catch (OrchestrationException e) {
            Long start = row.startedAt();
            tally.run(row.status(), start == null ? null : (Long) (end - start), new LastFailure(row.id(), end, null));
            return 0;
        }
        ExecutionState state = executions.state(row, definition, history);
        WorkflowExecution run = WorkflowExecution.of(state, false);
        tally.run(row.status(), run.duration(), new LastFailure(row.id(), end, run.error()));
        run.stepResults().values().forEach(tally::step);
        int events = 0;
        for (Commit commit : history) {
            events += commit.events().size();
            for (Event event : commit.events()) {
                if (event instanceof Event.AttemptEnded ended && ended.next() == Next.RETRY) {
                    tally.retry(definition.node(ended.activation().node()).name());
                }
            }
        }
        return events;
    }
}
