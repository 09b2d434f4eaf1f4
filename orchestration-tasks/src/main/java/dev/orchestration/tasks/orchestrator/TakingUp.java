package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * Which recorded executions somebody is just taking up, and which are kept from that for a moment: of one execution never both,
 * nor two at once. Thread-safe.
 */
final class TakingUp {
    /**
     * Whose turn it is with an execution.
     *
     * @param apart whether it is kept from being taken up
     * @param over completed when the turn is over
     */
    private record Turn(boolean apart, CompletableFuture<Void> over) {
        Turn(boolean apart) {
            this(apart, new CompletableFuture<>());
        }
    }

    private final ConcurrentMap<ExecutionId, Turn> turns = new ConcurrentHashMap<>();

    /**
     * Begins to take an execution up, once nobody keeps it from that.
     *
     * @param waiting waits for what it is given
     * @return false if somebody else is just taking it up
     */
    boolean begin(ExecutionId id, Consumer<CompletableFuture<Void>> waiting) {
        Turn mine = new Turn(false);
        Turn other = turns.putIfAbsent(id, mine);
        while (other != null && other.apart()) {
            waiting.accept(other.over());
            other = turns.putIfAbsent(id, mine);
        }
        return other == null;
    }

    /** Keeps those from being taken up with which nobody has begun; gives them. */
    List<ExecutionId> setApart(List<ExecutionId> ids) {
        Turn turn = new Turn(true);
        return ids.stream().filter(id -> turns.putIfAbsent(id, turn) == null).toList();
    }

    /** The turn with each of these is over; whoever calls this has begun it. */
    void end(List<ExecutionId> ids) {
        for (ExecutionId id : ids) {
            Turn turn = turns.remove(id);
            if (turn != null) {
                turn.over().complete(null);
            }
        }
    }
}
