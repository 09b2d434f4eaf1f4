package dev.orchestration.tasks.orchestrator;

import java.util.List;

/** Where workers, timers and callers leave messages for the loop. Any thread posts, the loop's owner alone drains. */
public interface Inbox {
    /** Leaves a message; says false, and keeps nothing, once the inbox is closed. */
    boolean post(Message message);

    /** Moves up to {@code most} messages, in order of arrival, to the end of {@code into}. */
    void drain(List<Message> into, int most);

    /** Waits until there is a message, or for so many nanoseconds; {@link Long#MAX_VALUE} waits for a message alone. */
    void await(long nanos);

    /** Takes no more messages and gives back those that nobody drained. */
    List<Message> close();
}
