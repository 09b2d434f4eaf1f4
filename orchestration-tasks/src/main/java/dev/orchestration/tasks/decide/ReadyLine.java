package dev.orchestration.tasks.decide;

/**
 * A line in which everybody has a key and the smallest goes first. Who comes with the largest key so far, as most do, is put
 * at the end of a sorted run at no cost; the others go into a heap with four children a parent. Not thread-safe.
 */
final class ReadyLine {
    private static final int CHILDREN = 4;

    private final ReadyEntries run = new ReadyEntries();
    private final ReadyEntries heap = new ReadyEntries();
    /** What is put in lies here for a moment: the first to be added, the second to be compared. */
    private final ReadyEntries hand = new ReadyEntries();

    private int runStart;
    private int runSize;
    private int heapSize;

    boolean isEmpty() {
        return runSize + heapSize == 0;
    }

    int size() {
        return runSize + heapSize;
    }

    void clear() {
        runSize = 0;
        heapSize = 0;
    }

    void add(long first, long second, long seq, int node, long rank) {
        hand.set(0, first, second, seq, node, rank);
        if (runSize > 0 && hand.isBefore(0, run, inRun(runSize - 1))) {
            addToHeap();
            return;
        }
        makeRoomInRun();
        run.set(inRun(runSize++), hand, 0);
    }

    /** Adds what was taken from the head a moment ago, since when nobody came: of several the last one first. */
    void putBack(long first, long second, long seq, int node, long rank) {
        hand.set(0, first, second, seq, node, rank);
        makeRoomInRun();
        runStart = (runStart - 1) & (run.capacity() - 1);
        runSize++;
        run.set(runStart, hand, 0);
    }

    private void makeRoomInRun() {
        if (runSize == run.capacity()) {
            int before = runSize;
            run.grow(runStart);
            runStart += runStart > 0 ? before : 0;
        }
    }

    private int inRun(int i) {
        return (runStart + i) & (run.capacity() - 1);
    }

    private void addToHeap() {
        if (heapSize == heap.capacity()) {
            heap.grow(0);
        }
        int place = heapSize++;
        while (place > 0 && hand.isBefore(0, heap, (place - 1) / CHILDREN)) {
            heap.set(place, heap, (place - 1) / CHILDREN);
            place = (place - 1) / CHILDREN;
        }
        heap.set(place, hand, 0);
    }

    private boolean headIsInRun() {
        return heapSize == 0 || (runSize > 0 && run.isBefore(runStart, heap, 0));
    }

    int headNode() {
        return headIsInRun() ? run.node(runStart) : heap.node(0);
    }

    long headSeq() {
        return headIsInRun() ? run.seq(runStart) : heap.seq(0);
    }

    long headRank() {
        return headIsInRun() ? run.rank(runStart) : heap.rank(0);
    }

    void takeHead() {
        if (headIsInRun()) {
            runStart = inRun(1);
            runSize--;
            return;
        }
        heapSize--;
        hand.set(0, heap, heapSize);
        int place = 0;
        for (int child = smallestChild(0); child > 0 && heap.isBefore(child, hand, 0); child = smallestChild(place)) {
            heap.set(place, heap, child);
            place = child;
        }
        heap.set(place, hand, 0);
    }

    private int smallestChild(int parent) {
        int first = CHILDREN * parent + 1;
        int smallest = first < heapSize ? first : 0;
        for (int child = first + 1; child < Math.min(first + CHILDREN, heapSize); child++) {
            smallest = heap.isBefore(child, heap, smallest) ? child : smallest;
        }
        return smallest;
    }

    /** The node of the {@code i}-th entry, in no order. */
    int node(int i) {
        return i < runSize ? run.node(inRun(i)) : heap.node(i - runSize);
    }

    /** The place of the {@code i}-th entry, in no order. */
    long seq(int i) {
        return i < runSize ? run.seq(inRun(i)) : heap.seq(i - runSize);
    }

    /** The rank of the {@code i}-th entry, in no order. */
    long rank(int i) {
        return i < runSize ? run.rank(inRun(i)) : heap.rank(i - runSize);
    }
}
