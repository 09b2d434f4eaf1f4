package dev.orchestration.core;

import dev.orchestration.state.Wire;
import java.util.List;

/** Where a session stands. The table is the only place that says how it moves; one that has ended never moves again. */
public enum SessionStatus {
    /** It waits for the resources that it requires; its executions wait with it. */
    PENDING,
    ACTIVE,
    COMPLETED,
    CANCELLED,
    /** Its timeout passed. */
    FAILED;

    private record Move(SessionStatus from, SessionStatus to) {}

    private static final List<Move> MOVES = List.of(
            new Move(PENDING, ACTIVE),
            new Move(PENDING, COMPLETED),
            new Move(PENDING, CANCELLED),
            new Move(ACTIVE, COMPLETED),
            new Move(ACTIVE, CANCELLED),
            new Move(ACTIVE, FAILED));

    /** Whether a session may go from this status to {@code next}. */
    public boolean canBecome(SessionStatus next) {
        return MOVES.contains(new Move(this, next));
    }

    /** Whether nothing runs in it any more. */
    public boolean isEnded() {
        return MOVES.stream().noneMatch(move -> move.from() == this);
    }

    public String wire() {
        return Wire.name(this);
    }
}
