package dev.orchestration.docs.report;

import org.jspecify.annotations.Nullable;

/**
 * One stretch of time of a step.
 *
 * @param kind what it did
 * @param from microseconds since 1970
 * @param to null while it goes on
 * @param label for example {@code attempt 2: failed}
 */
record Stint(Kind kind, long from, @Nullable Long to, String label) {
    enum Kind {
        /** An attempt that completed, or still runs. */
        RUN("ran"),
        /** An attempt that did not complete. */
        FAILED("failed attempts"),
        /** Between two attempts. */
        BACKOFF("backed off"),
        /** A step that only waits. */
        SLEEP("waited as it should"),
        /** Ready, and not started. */
        QUEUE("waited for its turn");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        String style() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    long end(long now) {
        return to == null ? Math.max(now, from) : Math.max(to, from);
    }
}
