package dev.orchestration.app.view;

import dev.orchestration.tasks.TaskStatus;

/** How a step stands, in one character where it can be shown, else in a word. */
enum Mark {
    DONE('✓', "ok", "32"),
    FAILED('✗', "failed", "31"),
    RETRY('↻', "retry", "33"),
    UNDONE('↶', "undone", "33"),
    SKIPPED('–', "skipped", "2"),
    CANCELLED('✗', "cancelled", "33"),
    RUNNING('›', "running", "36"),
    OPEN('·', "open", "2");

    final char symbol;
    final String word;

    /** The parameter of the escape sequence that selects the colour. */
    final String colour;

    Mark(char symbol, String word, String colour) {
        this.symbol = symbol;
        this.word = word;
        this.colour = colour;
    }

    static Mark of(TaskStatus status) {
        return switch (status) {
            case PENDING, BLOCKED, READY -> OPEN;
            case RUNNING, WAITING -> RUNNING;
            case COMPLETED -> DONE;
            case SKIPPED -> SKIPPED;
            case FAILED -> FAILED;
            case CANCELLED -> CANCELLED;
        };
    }
}
