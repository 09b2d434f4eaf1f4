package dev.orchestration.app;

import java.util.Locale;

/**
 * What one look at this machine gave.
 *
 * @param what was looked at, in one word
 * @param message what was found
 * @param remedy what to do about it; empty where nothing is wrong
 */
record Finding(Verdict verdict, String what, String message, String remedy) {
    /** How bad it is. */
    enum Verdict {
        OK,
        /** Something works less well, or some steps do not. */
        WARNING,
        /** Nothing works before this is put right. */
        WRONG;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String what, String message) {
        return new Finding(Verdict.OK, what, message, "");
    }

    static Finding warning(String what, String message, String remedy) {
        return new Finding(Verdict.WARNING, what, message, remedy);
    }

    static Finding wrong(String what, String message, String remedy) {
        return new Finding(Verdict.WRONG, what, message, remedy);
    }
}
