package dev.orchestration.tasks.live;

import dev.orchestration.tasks.orchestrator.Inbox;
import dev.orchestration.tasks.orchestrator.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A stack that many push to and one takes whole (Treiber, 1986); the taker turns it round, so messages keep the order of
 * their pushes.
 *
 * <p>Why no wake-up is lost: the loop publishes itself as waiting, then looks at the stack once more before it parks; a
 * pusher puts its message on the stack first and looks for a waiting loop after. Whichever comes second sees the other.
 */
final class LiveInbox implements Inbox {
    private static final class Node {
        final @Nullable Message message;
        final @Nullable Node below;

        Node(@Nullable Message message, @Nullable Node below) {
            this.message = message;
            this.below = below;
        }
    }

    private static final Node CLOSED = new Node(null, null);

    private final AtomicReference<@Nullable Node> top = new AtomicReference<>();
    private final AtomicReference<@Nullable Thread> waiting = new AtomicReference<>();
    /** Taken off the stack and not yet handed out; used by the draining thread alone. */
    private final Deque<Message> taken = new ArrayDeque<>();

    @Override
    public boolean post(Message message) {
        Node below = top.get();
        while (below != CLOSED) {
            if (top.compareAndSet(below, new Node(message, below))) {
                wake();
                return true;
            }
            below = top.get();
        }
        return false;
    }

    private void wake() {
        Thread sleeper = waiting.get();
        if (sleeper != null) {
            LockSupport.unpark(sleeper);
        }
    }

    @Override
    public void drain(List<Message> into, int most) {
        if (taken.size() < most) {
            take(top.getAndSet(null));
        }
        for (int left = most; left > 0 && !taken.isEmpty(); left--) {
            into.add(taken.remove());
        }
    }

    private void take(@Nullable Node newest) {
        ArrayDeque<Message> arrived = new ArrayDeque<>();
        for (Node node = newest; node != null; node = node.below) {
            if (node.message != null) {
                arrived.addFirst(node.message);
            }
        }
        taken.addAll(arrived);
    }

    @Override
    public void await(long nanos) {
        if (nanos <= 0 || !taken.isEmpty()) {
            return;
        }
        waiting.set(Thread.currentThread());
        if (top.get() == null) {
            if (nanos == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, nanos);
            }
        }
        waiting.set(null);
        Thread.interrupted(); // the loop ends by a message only; with the flag set it would never park again
    }

    @Override
    public List<Message> close() {
        take(top.getAndSet(CLOSED));
        return new ArrayList<>(taken);
    }
}
