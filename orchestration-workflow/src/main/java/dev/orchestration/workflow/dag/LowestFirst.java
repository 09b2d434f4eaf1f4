package dev.orchestration.workflow.dag;

/**
 * A set of the numbers 0 … n-1 that gives out its lowest first: a tree of bits in which each bit tells whether the word
 * below it has any. Each act takes one step a level, and four levels reach sixteen million. Confined to the thread that
 * made it.
 */
final class LowestFirst {
    private static final int WORD = 6;

    private final long[][] levels;

    LowestFirst(int size) {
        int depth = 1;
        for (int words = words(size); words > 1; words = words(words)) {
            depth++;
        }
        levels = new long[depth][];
        int length = size;
        for (int level = 0; level < depth; level++) {
            length = words(length);
            levels[level] = new long[Math.max(1, length)];
        }
    }

    private static int words(int bits) {
        return (bits + Long.SIZE - 1) >>> WORD;
    }

    boolean isEmpty() {
        return levels[levels.length - 1][0] == 0;
    }

    void add(int number) {
        int at = number;
        for (long[] level : levels) {
            int word = at >>> WORD;
            boolean known = level[word] != 0;
            level[word] |= 1L << at;
            if (known) {
                return;
            }
            at = word;
        }
    }

    /** Takes the lowest out; the set must not be empty. */
    int takeLowest() {
        int lowest = 0;
        for (int level = levels.length - 1; level >= 0; level--) {
            lowest = lowest << WORD | Long.numberOfTrailingZeros(levels[level][lowest]);
        }
        int at = lowest;
        for (long[] level : levels) {
            int word = at >>> WORD;
            level[word] &= ~(1L << at);
            if (level[word] != 0) {
                break;
            }
            at = word;
        }
        return lowest;
    }
}
