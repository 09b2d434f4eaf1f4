package dev.orchestration.tasks.action.builtin;

/** A text is not in the format it should be in; the message says where. */
final class FormatException extends Exception {
    private static final long serialVersionUID = 1L;

    FormatException(String message) {
        super(message);
    }
}
