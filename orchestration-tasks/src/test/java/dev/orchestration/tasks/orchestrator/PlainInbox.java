package dev.orchestration.tasks.orchestrator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A plain queue, for one thread. */
final class PlainInbox implements Inbox {
    private final ArrayDeque<Message> messages = new ArrayDeque<>();

    @Override
    public boolean post(Message message) {
        return messages.add(message);
    }

    @Override
    public void drain(List<Message> into, int most) {
        for (int left = most; left > 0 && !messages.isEmpty(); left--) {
            into.add(messages.remove());
        }
    }

    @Override
    public void await(long nanos) {
        throw new IllegalStateException("nobody waits on a stage");
    }

    @Override
    public List<Message> close() {
        return new ArrayList<>(messages);
    }

    void clear() {
        messages.clear();
    }
}
