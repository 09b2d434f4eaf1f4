package dev.orchestration.store;

import java.io.IOException;

/** What lies among the commands is none, and never will be. */
final class NoCommandException extends IOException {
    private static final long serialVersionUID = 1L;

    NoCommandException(String why) {
        super(why);
    }
}
