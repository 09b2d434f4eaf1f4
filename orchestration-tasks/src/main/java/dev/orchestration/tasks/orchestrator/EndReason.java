package dev.orchestration.tasks.orchestrator;

/** Why a running attempt is asked to end. */
public enum EndReason {
    CANCEL,
    TIMEOUT,
    SHUTDOWN
}
