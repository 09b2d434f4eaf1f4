package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Commit;
import java.util.ArrayList;
import java.util.List;

/** Tampers with what was recorded. */
final class Faults {
    private Faults() {}

    /** The batch as a journal would tell it that forgets the end of an attempt. */
    static Batch withoutOneSkip(Batch batch) {
        List<Commit> commits = new ArrayList<>();
        for (Commit commit : batch.commits()) {
            List<Event> kept = new ArrayList<>(commit.events());
            kept.removeIf(event -> event instanceof Event.AttemptEnded);
            commits.add(new Commit(commit.execution(), commit.number(), commit.firstSeq(), kept));
        }
        return new Batch(commits, batch.definitions());
    }
}
