package dev.orchestration.tasks.orchestrator;

/** Why a running attempt is asked to end. */
public enum EndReason {
    CANCEL,
    TIMEOUT,
    /** It gave no sign of life for too long. */
    HEARTBEAT,
    SHUTDOWN
}
