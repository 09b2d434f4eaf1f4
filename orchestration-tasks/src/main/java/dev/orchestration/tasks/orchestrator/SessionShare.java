package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.SessionId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session's place among those that want to start something: the first of its executions, and what of its share of the
 * engine it uses. Confined to the loop.
 */
final class SessionShare extends IndexedHeap.Element<SessionShare> {
    private final SessionId session;
    private final IndexedHeap<Standing> executions = new IndexedHeap<>();
    private int members;
    /** Attempts that were handed out and have not ended, of all its executions. */
    private int running;

    SessionShare(SessionId session) {
        this.session = session;
    }

    SessionId session() {
        return session;
    }

    IndexedHeap<Standing> executions() {
        return executions;
    }

    void joined() {
        members++;
    }

    void left() {
        members--;
    }

    /** Attempts that were handed out and have not ended, of all its executions. */
    int running() {
        return running;
    }

    void started() {
        running++;
    }

    void ended() {
        running--;
    }

    /** Whether nobody takes part in it any more. */
    boolean isDeserted() {
        return members == 0 && running == 0;
    }

    /** The execution that would start something, null if none wants to or the session's limit is reached. */
    @Nullable
    Standing head() {
        Standing head = executions.peek();
        return head == null || running >= limits(head).maxParallelTasks() ? null : head;
    }

    private static SessionLimits limits(Standing head) {
        return head.hosted().hosting().session();
    }

    /** Only for those that have a head. */
    @Override
    boolean isBefore(SessionShare other) {
        Standing mine = Objects.requireNonNull(executions.peek());
        Standing theirs = Objects.requireNonNull(other.executions.peek());
        if (mine.rank() != theirs.rank()) {
            return mine.rank() < theirs.rank();
        }
        int byUse = Double.compare(
                running / limits(mine).weight(), other.running / limits(theirs).weight());
        if (byUse != 0) {
            return byUse < 0;
        }
        return mine.seq() != theirs.seq() ? mine.seq() < theirs.seq() : session.compareTo(other.session) < 0;
    }
}
