package dev.orchestration.tasks.decide;

import java.util.Arrays;

/**
 * Which nodes of a plan run when. First come the ordinary ones; if those make the execution fail, then the compensations,
 * which undo what is completed; when all that has ended, however it did, the final ones. By index, compensations stand last.
 * Immutable.
 */
public final class Phases {
    /** Stands for no node. */
    public static final int NOBODY = -1;

    private static final int[] NO_NODES = {};

    private final int firstFinal;
    private final int steps;
    private final int[] undone;
    private final int[] compensations;

    private Phases(int firstFinal, int steps, int[] undone) {
        this.firstFinal = firstFinal;
        this.steps = steps;
        this.undone = undone;
        this.compensations = undone.length == 0 ? NO_NODES : new int[firstFinal];
        Arrays.fill(compensations, NOBODY);
        for (int i = 0; i < undone.length; i++) {
            compensations[undone[i]] = steps + i;
        }
    }

    /** Of a plan all of whose nodes are ordinary, however many. */
    static Phases ordinary() {
        return new Phases(Integer.MAX_VALUE, Integer.MAX_VALUE, NO_NODES);
    }

    /**
     * Of {@code steps} nodes those from {@code firstFinal} on are final.
     *
     * @param undone the ordinary nodes that can be undone, each once: by the nodes behind all others, in this order
     */
    public static Phases of(int firstFinal, int steps, int... undone) {
        return new Phases(firstFinal, steps, undone.clone());
    }

    int firstFinal() {
        return firstFinal;
    }

    /** The first node that is a compensation, where there is one; else not less than the number of nodes. */
    int steps() {
        return steps;
    }

    boolean isFinal(int node) {
        return node >= firstFinal && node < steps;
    }

    /** Whether the node undoes another one. */
    public boolean isCompensation(int node) {
        return node >= steps;
    }

    /** The node that a compensation undoes. */
    public int undone(int compensation) {
        return undone[compensation - steps];
    }

    /** The node that undoes this one, {@link #NOBODY} if none does. */
    public int compensation(int node) {
        return node < compensations.length ? compensations[node] : NOBODY;
    }

    /** Whether anything can be undone. */
    public boolean compensate() {
        return undone.length > 0;
    }
}
