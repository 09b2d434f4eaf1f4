package dev.orchestration.workflow.dag;

import java.util.Arrays;

/** A growing array of ints. Confined to the thread that made it. */
final class IntList {
    /** The longest array that every Java can make. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    private int[] values;
    private int size;

    /** @param expected how many there will probably be; more are no fault */
    IntList(int expected) {
        values = new int[Math.max(16, expected)];
    }

    /** @throws IllegalArgumentException if there are as many as an array can hold */
    void add(int value) {
        if (size == values.length) {
            if (size == MOST) {
                throw new IllegalArgumentException("more than " + MOST + " dependencies");
            }
            values = Arrays.copyOf(values, (int) Math.min(MOST, size + (size >> 1) + 1L));
        }
        values[size++] = value;
    }

    int get(int index) {
        return values[index];
    }

    int size() {
        return size;
    }

    /** The values; the array itself if it is full, so the list must not be used any more. */
    int[] takeArray() {
        return size == values.length ? values : Arrays.copyOf(values, size);
    }
}
