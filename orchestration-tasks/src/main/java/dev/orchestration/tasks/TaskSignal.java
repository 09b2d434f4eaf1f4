package dev.orchestration.tasks;

/** What can happen to an activation. */
public enum TaskSignal {
    /** The execution was admitted while dependencies are unsettled or a condition is undecided. */
    HELD,
    /** Nothing keeps it from starting any more. */
    FREED,
    STARTED,
    WAIT_OPENED,
    SUCCEEDED,
    FAILED,
    /** It failed, and another attempt follows after a while; or somebody has to decide. */
    BACKED_OFF,
    /** The wait before another attempt is over, or an interrupted attempt is repeated. */
    READIED,
    SKIPPED,
    /** It was completed in the execution of which this one is a fork. */
    KEPT,
    /** It was skipped in the execution of which this one is a fork. */
    KEPT_SKIPPED,
    CANCELLED
}
