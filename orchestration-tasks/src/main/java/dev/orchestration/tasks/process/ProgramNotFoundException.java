package dev.orchestration.tasks.process;

import java.io.IOException;

/** The program or the directory of a {@link ProcessRequest} does not exist; the message names it and where it was looked for. */
public final class ProgramNotFoundException extends IOException {
    private static final long serialVersionUID = 1L;

    public ProgramNotFoundException(String message) {
        super(message);
    }
}
