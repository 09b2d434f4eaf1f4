package dev.orchestration.state;

/** Every error the engine raises has one of these codes; the code decides its {@link ErrorKind}. */
public enum ErrorCode {
    DEFINITION_INVALID(ErrorKind.USER),
    /** A file of settings, or a variable that holds one, that cannot be used as it is. */
    CONFIGURATION_INVALID(ErrorKind.USER),
    WORKFLOW_NOT_FOUND(ErrorKind.USER),
    UNKNOWN_EXECUTION(ErrorKind.USER),
    UNKNOWN_SESSION(ErrorKind.USER),
    UNKNOWN_TASK(ErrorKind.USER),
    DUPLICATE_TASK(ErrorKind.USER),
    DEPENDENCY_CYCLE(ErrorKind.USER),
    UNKNOWN_RESOURCE(ErrorKind.USER),
    UNKNOWN_ACTION(ErrorKind.USER),
    UNKNOWN_PROJECT(ErrorKind.USER),
    UNKNOWN_SCHEDULE(ErrorKind.USER),
    BAD_PARAMETERS(ErrorKind.USER),
    NOT_JSON(ErrorKind.USER),
    WRONG_STATE(ErrorKind.USER),
    /** A command that the owner of a store does not know, or that does not fit between processes. */
    COMMAND_REFUSED(ErrorKind.USER),
    INSUFFICIENT_CAPACITY(ErrorKind.RESOURCE),
    QUEUE_FULL(ErrorKind.RESOURCE),
    STORE_OWNED(ErrorKind.RESOURCE),
    STORE_FENCED(ErrorKind.RESOURCE),
    STORE_UNAVAILABLE(ErrorKind.RESOURCE),
    /** The disk of the store is full: nothing of it was recorded, and it can be once there is space. */
    STORE_FULL(ErrorKind.RESOURCE),
    /** Somebody holds the store up, as with a lock: nothing of it was recorded, and it can be once that is over. */
    STORE_BUSY(ErrorKind.RESOURCE),
    /** The way to the store was cut: it may be recorded or not, which can be told once the store is reached again. */
    STORE_UNREACHABLE(ErrorKind.RESOURCE),
    /** The folder of a project cannot be read or written: it is gone, the rights are wrong, the disk is full. */
    PROJECT_FOLDER(ErrorKind.RESOURCE),
    OUTPUT_LOST(ErrorKind.RESOURCE),
    TIMEOUT(ErrorKind.TIMEOUT),
    CLOSED(ErrorKind.USER),
    INTERNAL(ErrorKind.INTERNAL);

    private final ErrorKind kind;

    ErrorCode(ErrorKind kind) {
        this.kind = kind;
    }

    public ErrorKind kind() {
        return kind;
    }

    /** Whether a store that refuses to record so may do it later, without being opened anew. */
    public boolean mayPass() {
        return this == STORE_FULL || this == STORE_BUSY || this == STORE_UNREACHABLE;
    }
}
