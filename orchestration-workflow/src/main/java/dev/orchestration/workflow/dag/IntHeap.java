package dev.orchestration.workflow.dag;

import java.util.Arrays;

/** A binary heap of ints, the smallest on top. Confined to the thread that made it. */
final class IntHeap {
    private int[] heap = new int[16];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void push(int value) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        int at = size++;
        while (at > 0 && heap[(at - 1) / 2] > value) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = value;
    }

    /** Takes the smallest; the heap must not be empty. */
    int pop() {
        int smallest = heap[0];
        int value = heap[--size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= value) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = value;
        return smallest;
    }
}
