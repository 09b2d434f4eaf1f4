package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.StreamEnd;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The engine's own events of this step: they are recorded with those of the executions. Confined to the loop. */
final class EngineStream {
    /** Whoever asks again for what is answered does so at once, or after a look at the store. */
    private static final int REMEMBERED = 4_096;

    private @Nullable StreamEnd end;
    /** The commands that are answered, or will be when what is held is recorded; the latest of them. */
    private final Set<String> answered = new LinkedHashSet<>();

    private List<Event> pending = new ArrayList<>();

    /** @param recorded how much the store has; counts once, as nobody but the owner of the store adds to it */
    void emit(Event event, StreamEnd recorded) {
        if (end == null) {
            end = recorded;
        }
        pending.add(event);
        if (event instanceof Event.CommandReceived received) {
            answered.add(received.command());
            if (answered.size() > REMEMBERED) {
                answered.remove(answered.iterator().next());
            }
        }
    }

    /** Whether a command has its answer here, recorded or not yet. */
    boolean hasAnswered(String command) {
        return answered.contains(command);
    }

    boolean hasPending() {
        return !pending.isEmpty();
    }

    /** The events of this step as the next commit; null if there are none. */
    @Nullable
    Commit takePending() {
        StreamEnd before = end;
        if (before == null || pending.isEmpty()) {
            return null;
        }
        List<Event> events = List.copyOf(pending);
        pending = new ArrayList<>();
        end = new StreamEnd(before.commits() + 1, before.events() + events.size());
        return new Commit(StreamEnd.ENGINE, before.commits() + 1, before.events() + 1, events);
    }

    /** The commit, if it is one of the engine's own without what it says of {@code gone}; empty if nothing is left of it. */
    Optional<Commit> without(Set<ExecutionId> gone, Commit commit) {
        if (!commit.execution().equals(StreamEnd.ENGINE)) {
            return Optional.of(commit);
        }
        List<Event> left = new ArrayList<>(commit.events());
        left.removeIf(event -> event instanceof Event.CommandReceived received
                && received.execution() != null
                && gone.contains(new ExecutionId(received.execution()))
                && answered.remove(received.command()));
        end = new StreamEnd(commit.number(), commit.firstSeq() + left.size() - 1);
        if (left.isEmpty()) {
            end = new StreamEnd(commit.number() - 1, commit.firstSeq() - 1);
            return Optional.empty();
        }
        return Optional.of(new Commit(commit.execution(), commit.number(), commit.firstSeq(), left));
    }

    /** What was taken is perhaps not recorded, so what is said next of the store counts. */
    void forget() {
        end = null;
        pending.clear();
        answered.clear();
    }
}
