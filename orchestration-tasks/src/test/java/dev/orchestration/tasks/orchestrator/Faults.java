package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Commit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tampers with what is recorded. */
final class Faults {
    private Faults() {}

    /** The batch as a journal would tell it that is not to be trusted. */
    static Batch told(Batch batch, Sabotage sabotage) {
        List<Commit> commits = new ArrayList<>();
        for (Commit commit : batch.commits()) {
            List<Event> events =
                    commit.events().stream().flatMap(sabotage::told).toList();
            commits.add(new Commit(commit.execution(), commit.number(), commit.firstSeq(), events));
        }
        return new Batch(commits, batch.definitions());
    }

    /** The same end, with the next attempt so much earlier. */
    static Event.AttemptEnded dueEarlier(Event.AttemptEnded e, Duration by) {
        return new Event.AttemptEnded(
                e.at(),
                e.activation(),
                e.attempt(),
                e.outcome(),
                e.startedAt(),
                e.endedAt(),
                e.output(),
                e.writes(),
                e.error(),
                e.log(),
                e.next(),
                e.nextAt() - by.toNanos() / 1_000);
    }
}
