package dev.orchestration.tasks.orchestrator;

/**
 * How many attempts that compute for a moment only are handed out beyond the slots: enough that a worker who is done with
 * one finds the next, and no more, because what is handed out cannot be overtaken. It closes as they take longer, and is as
 * wide as the commit that hands out more takes. Confined to the loop.
 */
final class Window {
    /** For so long the workers shall have something before them at least. Unit: microseconds. */
    private static final double AHEAD = 200;

    /** Or for so many commits. */
    private static final int COMMITS_AHEAD = 10;

    private final int slots;
    private final int most;
    private double commit;

    /** @param most of them, 0 for none whatever they take */
    Window(int slots, int most) {
        this.slots = slots;
        this.most = most;
    }

    /** A commit took so many microseconds. */
    void committed(double micros) {
        commit += (micros - commit) / 16;
    }

    int size(Pace pace) {
        double eachWorker = Math.max(AHEAD, COMMITS_AHEAD * commit) / pace.mean();
        return (int) Math.min(most, slots * eachWorker);
    }
}
