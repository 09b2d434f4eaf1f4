package dev.orchestration.tasks;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Wire;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an activation stands. The table below is the only place that says how it moves. */
public enum TaskStatus {
    /** Its execution is not admitted. */
    PENDING,
    /** A dependency is not settled, or failed for good. */
    BLOCKED,
    READY,
    RUNNING,
    /** Holds no worker: backs off before a retry, sleeps, or waits for something outside. */
    WAITING,
    COMPLETED,
    SKIPPED,
    FAILED,
    CANCELLED;

    /** One row of the table. */
    public record Move(TaskStatus from, TaskSignal on, TaskStatus to) {}

    private static final List<Move> MOVES = List.of(
            new Move(PENDING, TaskSignal.HELD, BLOCKED),
            new Move(PENDING, TaskSignal.FREED, READY),
            new Move(PENDING, TaskSignal.CANCELLED, CANCELLED),
            new Move(PENDING, TaskSignal.KEPT, COMPLETED),
            new Move(PENDING, TaskSignal.KEPT_SKIPPED, SKIPPED),
            new Move(BLOCKED, TaskSignal.FREED, READY),
            new Move(BLOCKED, TaskSignal.SKIPPED, SKIPPED),
            new Move(BLOCKED, TaskSignal.CANCELLED, CANCELLED),
            new Move(READY, TaskSignal.STARTED, RUNNING),
            new Move(READY, TaskSignal.WAIT_OPENED, WAITING),
            new Move(READY, TaskSignal.CANCELLED, CANCELLED),
            new Move(READY, TaskSignal.KEPT, COMPLETED),
            new Move(READY, TaskSignal.KEPT_SKIPPED, SKIPPED),
            new Move(RUNNING, TaskSignal.SUCCEEDED, COMPLETED),
            new Move(RUNNING, TaskSignal.FAILED, FAILED),
            new Move(RUNNING, TaskSignal.BACKED_OFF, WAITING),
            new Move(RUNNING, TaskSignal.READIED, READY),
            new Move(RUNNING, TaskSignal.CANCELLED, CANCELLED),
            new Move(WAITING, TaskSignal.READIED, READY),
            new Move(WAITING, TaskSignal.SUCCEEDED, COMPLETED),
            new Move(WAITING, TaskSignal.FAILED, FAILED),
            new Move(WAITING, TaskSignal.SKIPPED, SKIPPED),
            new Move(WAITING, TaskSignal.CANCELLED, CANCELLED));

    private static final @Nullable TaskStatus[][] TABLE = table();

    private static @Nullable TaskStatus[][] table() {
        @Nullable TaskStatus[][] table = new TaskStatus[values().length][TaskSignal.values().length];
        MOVES.forEach(move -> table[move.from.ordinal()][move.on.ordinal()] = move.to);
        return table;
    }

    /** Every legal move, for tests and for the diagram in the documents. */
    public static List<Move> moves() {
        return new ArrayList<>(MOVES);
    }

    /**
     * Where {@code signal} leads from here.
     *
     * @throws OrchestrationException ({@code INTERNAL}) if no row of the table says so
     */
    public TaskStatus after(TaskSignal signal) {
        TaskStatus to = TABLE[ordinal()][signal.ordinal()];
        if (to == null) {
            throw new OrchestrationException(ErrorCode.INTERNAL, "no move from " + this + " on " + signal);
        }
        return to;
    }

    /** Whether no row leaves this status. */
    public boolean isTerminal() {
        return this == COMPLETED || this == SKIPPED || this == FAILED || this == CANCELLED;
    }

    public String wire() {
        return Wire.name(this);
    }
}
