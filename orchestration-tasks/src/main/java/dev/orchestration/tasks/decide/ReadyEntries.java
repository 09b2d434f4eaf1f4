package dev.orchestration.tasks.decide;

import java.util.Arrays;

/**
 * Entries of a line of ready nodes, side by side in one array, so that comparing two touches two cache lines and makes no
 * object. An entry is four numbers: two keys, the place and node in one, and the rank. Not thread-safe.
 */
final class ReadyEntries {
    private static final int WIDTH = 4;
    private static final int NODE_BITS = 31;
    private static final long NODE = (1L << NODE_BITS) - 1;

    private long[] numbers = new long[WIDTH * 16];

    int capacity() {
        return numbers.length / WIDTH;
    }

    /** Makes room for twice as many; those from {@code first} on move to the end, which a ring wants. */
    void grow(int first) {
        int before = numbers.length;
        numbers = Arrays.copyOf(numbers, 2 * before);
        if (first > 0) {
            int from = WIDTH * first;
            System.arraycopy(numbers, from, numbers, from + before, before - from);
        }
    }

    void set(int at, long first, long second, long seq, int node, long rank) {
        int to = WIDTH * at;
        numbers[to] = first;
        numbers[to + 1] = second;
        numbers[to + 2] = seq << NODE_BITS | node;
        numbers[to + 3] = rank;
    }

    /** Copies the entry at {@code from} of {@code source} to {@code at}. */
    void set(int at, ReadyEntries source, int from) {
        System.arraycopy(source.numbers, WIDTH * from, numbers, WIDTH * at, WIDTH);
    }

    /** Whether the entry at {@code at} goes before the one at {@code other} of {@code others}. */
    boolean isBefore(int at, ReadyEntries others, int other) {
        int mine = WIDTH * at;
        int theirs = WIDTH * other;
        if (numbers[mine] != others.numbers[theirs]) {
            return numbers[mine] < others.numbers[theirs];
        }
        if (numbers[mine + 1] != others.numbers[theirs + 1]) {
            return numbers[mine + 1] < others.numbers[theirs + 1];
        }
        return numbers[mine + 2] < others.numbers[theirs + 2];
    }

    int node(int at) {
        return (int) (numbers[WIDTH * at + 2] & NODE);
    }

    long seq(int at) {
        return numbers[WIDTH * at + 2] >>> NODE_BITS;
    }

    long rank(int at) {
        return numbers[WIDTH * at + 3];
    }
}
