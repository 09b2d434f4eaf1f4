package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where workers, timers and callers leave messages for the loop: a stack that many push to and one takes whole (Treiber,
 * 1986); the taker turns it round, so messages keep the order of their pushes. The messages are its nodes. Any thread posts,
 * the owner of the step alone drains.
 *
 * <p>Correct because a message is written before the compare-and-set that publishes it, and because after that nobody but
 * the taker touches its {@code next}: whoever pushes on top of it only points to it.
 */
final class Inbox {
    /** How many messages of those outside may lie here before further ones are refused. */
    static final int DEFAULT_LIMIT = 65_536;

    private static final Message CLOSED = Message.of(loop -> {});

    private final int limit;
    private final AtomicReference<@Nullable Message> top = new AtomicReference<>();
    private final AtomicInteger fromOutside = new AtomicInteger();
    /** Taken off the stack and not yet handed out, oldest first; the owner's alone. */
    private @Nullable Message taken;
    /** Whether something is taken, for those who are not the owner. */
    private volatile boolean leftovers;

    /** @param limit for messages of those outside; what the engine tells itself is never refused */
    Inbox(int limit) {
        this.limit = limit;
    }

    /** Leaves a message; says false, and keeps nothing, once the inbox is closed. */
    boolean post(Message message) {
        Message below = top.get();
        while (below != CLOSED) {
            message.next = below;
            if (top.compareAndSet(below, message)) {
                return true;
            }
            below = top.get();
        }
        return false;
    }

    /**
     * Leaves a message of somebody outside.
     *
     * @throws OrchestrationException ({@code QUEUE_FULL}) beyond the limit, those that are just being left included; nothing
     *     is kept then
     */
    boolean postFromOutside(Message message) {
        if (fromOutside.incrementAndGet() > limit) {
            fromOutside.decrementAndGet();
            throw new OrchestrationException(
                    ErrorCode.QUEUE_FULL,
                    "the engine has " + limit + " requests before it that it has not looked at; try again later");
        }
        message.counted = true;
        boolean taken = post(message);
        if (!taken) {
            fromOutside.decrementAndGet();
        }
        return taken;
    }

    /** Moves up to {@code most} messages, in order of arrival, to the end of {@code into}; the owner's, before the end. */
    void drain(List<Message> into, int most) {
        if (taken == null && top.get() != null) {
            taken = turned(top.getAndSet(null));
        }
        moveTaken(into, most);
    }

    private void moveTaken(List<Message> into, int most) {
        Message each = taken;
        for (int left = most; left > 0 && each != null; left--) {
            Message after = each.next;
            each.next = null;
            if (each.counted) {
                fromOutside.decrementAndGet();
            }
            into.add(each);
            each = after;
        }
        taken = each;
        if (leftovers != (each != null)) {
            leftovers = each != null;
        }
    }

    private static @Nullable Message turned(@Nullable Message newest) {
        Message oldest = null;
        Message each = newest;
        while (each != null) {
            Message below = each.next;
            each.next = oldest;
            oldest = each;
            each = below;
        }
        return oldest;
    }

    /** Whether there is something to drain. Others than the owner may be told no while it just takes some out. */
    boolean hasMessages() {
        Message newest = top.get();
        return (newest != null && newest != CLOSED) || leftovers;
    }

    /** Takes no more messages and gives back those that nobody drained; the owner's. */
    List<Message> close() {
        Message newest = top.getAndSet(CLOSED);
        List<Message> rest = new ArrayList<>();
        moveTaken(rest, Integer.MAX_VALUE);
        taken = newest == CLOSED ? null : turned(newest);
        moveTaken(rest, Integer.MAX_VALUE);
        return rest;
    }
}
