package dev.orchestration.tasks.live;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a worker, first come first served: one thread at a time adds, many claim. A linked list whose first node is
 * the one that was claimed last, and empty by now (after Michael and Scott, 1996).
 *
 * <p>Correct because a claim is one compare-and-set of {@code head}: who wins it owns the next node, which nobody else can
 * get from the same head, and a node is in the list once. Who has claimed points the old head at itself: it keeps nobody
 * alive, and whoever still reads it sees that he is late and begins anew.
 */
final class RunQueue<T> {
    private static final class Node<T> {
        private final long number;
        /** Written with release, so that adding waits for no other processor. */
        private volatile @Nullable Node<T> next;

        private @Nullable T value;

        Node(long number, @Nullable T value) {
            this.number = number;
            this.value = value;
        }
    }

    private static final VarHandle HEAD;
    private static final VarHandle NEXT;

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(RunQueue.class, "head", Node.class);
            NEXT = MethodHandles.lookup().findVarHandle(Node.class, "next", Node.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Node<T> head = new Node<>(0, null);
    private Node<T> tail = head;

    /**
     * Adds one; by one thread at a time, which sees what the one before it did. Who then looks whether somebody rests who
     * could claim it has to put {@link VarHandle#fullFence()} between.
     */
    void add(T value) {
        Node<T> last = new Node<>(tail.number + 1, value);
        Node<T> before = tail;
        tail = last;
        NEXT.setRelease(before, last);
    }

    /** Takes the first one, null if there is none; any thread. */
    @Nullable
    T claim() {
        while (true) {
            Node<T> claimed = head;
            Node<T> first = claimed.next;
            if (first == null) {
                return null;
            }
            if (first != claimed && HEAD.compareAndSet(this, claimed, first)) {
                NEXT.setRelease(claimed, claimed);
                T value = first.value;
                first.value = null;
                return value;
            }
        }
    }

    /** Whether there is nothing to claim; any thread. */
    boolean isEmpty() {
        while (true) {
            Node<T> claimed = head;
            Node<T> first = claimed.next;
            if (first != claimed) {
                return first == null;
            }
        }
    }

    /** How many wait; for the thread that adds. */
    int size() {
        return (int) (tail.number - head.number);
    }

    /** How many were claimed so far; any thread. */
    long claimed() {
        return head.number;
    }
}
