package dev.orchestration.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** What may be a command cannot be moved at the moment; it is tried again with the next look. */
final class HeldException extends IOException {
    private static final long serialVersionUID = 1L;

    HeldException(AccessDeniedException why) {
        super(why.toString(), why);
    }
}
