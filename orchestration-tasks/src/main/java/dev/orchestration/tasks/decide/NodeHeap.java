package dev.orchestration.tasks.decide;

import java.util.Arrays;

/** Nodes by a key of their own, smallest first, ties by the smaller node: a binary heap without boxes. Not thread-safe. */
final class NodeHeap {
    private final long[] keys;
    private int[] heap = new int[16];
    private int size;

    /** @param keys by node; the key of a node must not change while it is in the heap */
    NodeHeap(long[] keys) {
        this.keys = keys;
    }

    /** All nodes of {@code keys} in order: n log n. */
    static int[] sorted(long[] keys) {
        NodeHeap heap = new NodeHeap(keys);
        for (int node = 0; node < keys.length; node++) {
            heap.add(node);
        }
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = heap.poll();
        }
        return order;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The node that comes first; there must be one. */
    int peek() {
        return heap[0];
    }

    void add(int node) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        int at = size++;
        for (int parent = (at - 1) >>> 1; at > 0 && before(node, heap[parent]); parent = (at - 1) >>> 1) {
            heap[at] = heap[parent];
            at = parent;
        }
        heap[at] = node;
    }

    /** Takes out the node that comes first; there must be one. */
    int poll() {
        int first = heap[0];
        int last = heap[--size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (before(last, heap[child])) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = last;
        return first;
    }

    private boolean before(int a, int b) {
        return keys[a] != keys[b] ? keys[a] < keys[b] : a < b;
    }
}
