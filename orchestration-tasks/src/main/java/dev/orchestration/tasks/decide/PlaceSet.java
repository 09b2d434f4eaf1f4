package dev.orchestration.tasks.decide;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of numbers below a bound that is walked in order, in steps of log64 of the bound: above the bits of the members lie
 * bits that say which words below are not empty. Not thread-safe.
 */
public final class PlaceSet {
    /** No member. */
    public static final int NONE = -1;

    private final long[][] levels;

    public PlaceSet(int bound) {
        List<long[]> made = new ArrayList<>();
        int words = Math.max(1, bound);
        do {
            words = (words + 63) >>> 6;
            made.add(new long[words]);
        } while (words > 1);
        levels = made.toArray(long[][]::new);
    }

    public void add(int place) {
        int at = place;
        for (long[] level : levels) {
            boolean known = level[at >>> 6] != 0;
            level[at >>> 6] |= 1L << at;
            if (known) {
                return;
            }
            at >>>= 6;
        }
    }

    public void remove(int place) {
        int at = place;
        for (long[] level : levels) {
            level[at >>> 6] &= ~(1L << at);
            if (level[at >>> 6] != 0) {
                return;
            }
            at >>>= 6;
        }
    }

    /** The smallest member that is at least {@code from}, {@link #NONE} if there is none. */
    public int next(int from) {
        int at = from;
        for (int height = 0; height < levels.length; height++) {
            long[] level = levels[height];
            int word = at >>> 6;
            if (word >= level.length) {
                return NONE;
            }
            long rest = level[word] & (-1L << at);
            if (rest != 0) {
                return descend(height, (word << 6) + Long.numberOfTrailingZeros(rest));
            }
            at = word + 1;
        }
        return NONE;
    }

    private int descend(int height, int found) {
        int at = found;
        for (int below = height - 1; below >= 0; below--) {
            at = (at << 6) + Long.numberOfTrailingZeros(levels[below][at]);
        }
        return at;
    }
}
