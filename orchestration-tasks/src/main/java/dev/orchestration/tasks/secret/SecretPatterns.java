package dev.orchestration.tasks.secret;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Finds any of many byte sequences in one pass, in time linear in the text: the automaton of Aho and Corasick ("Efficient
 * string matching", 1975). Immutable, so thread-safe.
 */
final class SecretPatterns {
    private static final int NONE = -1;

    private final int[] ofRoot = new int[256];
    private final int[] firstChild;
    private final int[] sibling;
    private final byte[] label;
    private final int[] fallback;
    private final int[] depth;
    private final int[] longest;
    private int states = 1;

    SecretPatterns(List<byte[]> patterns) {
        int most = 1 + patterns.stream().mapToInt(pattern -> pattern.length).sum();
        firstChild = new int[most];
        sibling = new int[most];
        label = new byte[most];
        fallback = new int[most];
        depth = new int[most];
        longest = new int[most];
        Arrays.fill(firstChild, NONE);
        Arrays.fill(sibling, NONE);
        patterns.forEach(this::add);
        link();
    }

    private void add(byte[] pattern) {
        int state = 0;
        for (byte each : pattern) {
            int next = child(state, each);
            if (next == NONE) {
                next = states++;
                label[next] = each;
                depth[next] = depth[state] + 1;
                sibling[next] = firstChild[state];
                firstChild[state] = next;
                if (state == 0) {
                    ofRoot[each & 0xFF] = next;
                }
            }
            state = next;
        }
        longest[state] = pattern.length;
    }

    /** Breadth first, so that what a state falls back to is linked before it. */
    private void link() {
        Deque<Integer> left = new ArrayDeque<>();
        for (int child = firstChild[0]; child != NONE; child = sibling[child]) {
            left.add(child);
        }
        while (!left.isEmpty()) {
            int state = left.remove();
            for (int child = firstChild[state]; child != NONE; child = sibling[child]) {
                fallback[child] = next(fallback[state], label[child]);
                longest[child] = Math.max(longest[child], longest[fallback[child]]);
                left.add(child);
            }
        }
    }

    private int child(int state, byte each) {
        if (state == 0) {
            int next = ofRoot[each & 0xFF];
            return next == 0 ? NONE : next;
        }
        for (int child = firstChild[state]; child != NONE; child = sibling[child]) {
            if (label[child] == each) {
                return child;
            }
        }
        return NONE;
    }

    /** The state after one byte more; 0 is the first state. */
    int next(int state, byte each) {
        int at = state;
        while (true) {
            int next = child(at, each);
            if (next != NONE) {
                return next;
            }
            if (at == 0) {
                return 0;
            }
            at = fallback[at];
        }
    }

    /** How many of the bytes read last may be the beginning of a pattern. */
    int open(int state) {
        return depth[state];
    }

    /** Length of the longest pattern that ends with the byte read last, 0 for none. */
    int found(int state) {
        return longest[state];
    }
}
