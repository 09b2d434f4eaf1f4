package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The events of this step of an execution, and how many there were before them. Confined to the loop. */
final class CommitDraft {
    /** How many events the list of the next commit has room for at first, at most. */
    private static final int MOST_FORESEEN = 1_024;

    private List<Event> pending = new ArrayList<>();
    private long commits;
    private long events;

    void add(Event event) {
        pending.add(event);
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    /** What comes next follows upon {@code commit}, which was made before. */
    void follow(Commit commit) {
        commits = commit.number();
        events = commit.firstSeq() + commit.events().size() - 1;
    }

    /** The events of this step as the next commit. */
    Commit take(ExecutionId id) {
        Commit commit = new Commit(id, commits + 1, events + 1, Collections.unmodifiableList(pending));
        commits++;
        events += pending.size();
        pending = new ArrayList<>(Math.min(pending.size(), MOST_FORESEEN));
        return commit;
    }

    /** Without that of this step. */
    long commits() {
        return commits;
    }
}
