package dev.orchestration.benchmarks.scheduling;

/**
 * A rule of the textbooks: who of the tasks that are ready goes first. The peers of {@code resource_aware}. Smaller keys go
 * first, ties in the order of the instance. See Kolisch, "Efficient priority rules for the
 * resource-constrained project scheduling problem", 1996.
 */
enum Rule {
    /** What any engine does that has one queue: first declared, first served. */
    FIFO("first declared, first served (FIFO)"),
    /** How late a task may start if the longest path is the time there is; so the longest path to the end goes first. */
    LST("longest path = latest start (LST)"),
    LFT("latest finish (LFT)");

    private final String label;

    Rule(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** By task. */
    long[] keys(Instance instance) {
        long[] keys = new long[instance.size()];
        long[] tails = instance.tails();
        for (int job = 0; job < keys.length; job++) {
            keys[job] = switch (this) {
                case FIFO -> 0;
                case LST -> -tails[job];
                case LFT -> instance.job(job).duration() - tails[job];
            };
        }
        return keys;
    }
}
