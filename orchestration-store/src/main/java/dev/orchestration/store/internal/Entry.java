package dev.orchestration.store.internal;

import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventCodec;
import dev.orchestration.state.journal.CachedOutput;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One commit, made ready before the transaction begins.
 *
 * @param events as JSON
 * @param changed the execution's row if the commit changes it
 * @param tasks those it submits one by one
 * @param outputs those that it names and does not carry
 * @param answered the commands that it answers
 * @param cached the outputs that it says are kept to be used again
 */
public record Entry(
        Commit commit,
        String events,
        @Nullable ExecutionRow changed,
        List<Event.TaskSubmitted> tasks,
        List<LargeOutput> outputs,
        List<String> answered,
        List<CachedOutput> cached) {
    /** @throws dev.orchestration.state.OrchestrationException as {@link LiveExecutions#changedBy} */
    static List<Entry> prepare(List<Commit> commits, LiveExecutions live, OutputTable outputs) throws SQLException {
        List<Entry> entries = new ArrayList<>(commits.size());
        for (Commit next : commits) {
            ExecutionRow changed = live.changedBy(next);
            List<LargeOutput> large = outputs.in(next);
            List<String> answered = AnswerTable.in(next);
            String events = EventCodec.encode(next.events());
            entries.add(new Entry(next, events, changed, TaskNames.in(next), large, answered, CachedOutput.in(next)));
        }
        return entries;
    }

    /** Whether the row of the journal is all that it writes; a commit with a request key changes the execution's row. */
    public boolean isRowAlone() {
        return changed == null && tasks.isEmpty() && outputs.isEmpty() && answered.isEmpty() && cached.isEmpty();
    }
}
