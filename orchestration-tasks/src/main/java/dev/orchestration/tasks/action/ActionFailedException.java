package dev.orchestration.tasks.action;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;

/** Thrown by an action whose work failed in a way it can name. */
public class ActionFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String type;
    private final ErrorKind kind;

    /** @param type a short stable name, for example {@code ProcessFailed} */
    public ActionFailedException(String type, ErrorKind kind, String message) {
        super(message);
        this.type = type;
        this.kind = kind;
    }

    public Failure failure() {
        return new Failure(type, getMessage(), kind);
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "" : message;
    }
}
