package dev.orchestration.state;

import java.util.List;

/**
 * Where an execution stands. The table is the only place that says how it moves; a status that no row leaves is terminal
 * for good, and a failed or cancelled execution moves again only by a retry.
 */
public enum WorkflowStatus {
    PENDING,
    RUNNING,
    PAUSED,
    COMPLETED,
    FAILED,
    CANCELLED;

    private record Move(WorkflowStatus from, WorkflowStatus to) {}

    private static final List<Move> MOVES = List.of(
            new Move(PENDING, RUNNING),
            new Move(PENDING, CANCELLED),
            new Move(RUNNING, PAUSED),
            new Move(PAUSED, RUNNING),
            new Move(RUNNING, COMPLETED),
            new Move(RUNNING, FAILED),
            new Move(RUNNING, CANCELLED),
            new Move(PAUSED, CANCELLED),
            new Move(FAILED, RUNNING),
            new Move(CANCELLED, RUNNING));

    /** Whether an execution may go from this status to {@code next}. */
    public boolean canBecome(WorkflowStatus next) {
        return MOVES.contains(new Move(this, next));
    }

    /** Whether the work is over, unless somebody retries it. */
    public boolean isEnded() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    public String wire() {
        return Wire.name(this);
    }
}
