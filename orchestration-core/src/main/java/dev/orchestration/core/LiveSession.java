package dev.orchestration.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.Context;
import dev.orchestration.state.ContextChange;
import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.workflow.WorkflowHandle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A session as it stands now, with what runs in it. Whatever its host changes is written down before the host goes on; what its
 * executions wrote soon after, as the journal has it until then. Thread-safe.
 */
final class LiveSession {
    /** In its row, the executions that may have written what the context does not have yet. */
    static final String OPEN = "open_executions";

    /** In its row, young executions that have written what the context has. */
    static final String PUBLISHED = "published_executions";

    /** So many executions begin at most before the row is written again. */
    private static final int MOST_BEGUN = 1_000;

    /** So many changes of its context, the newest, are kept in memory. */
    static final int MOST_HISTORY = 1_000;

    private final SessionBook book;
    private final SessionPage page;
    private final @Nullable Unpublished left;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicInteger begunSince = new AtomicInteger();
    private final ThreadLocal<Boolean> quiet = ThreadLocal.withInitial(() -> false);

    @GuardedBy("this")
    private OrchestrationSession session;

    @GuardedBy("this")
    private final Map<ExecutionId, WorkflowHandle> running = new LinkedHashMap<>();

    /** Beside those that run, those of an earlier engine. */
    @GuardedBy("this")
    private final Set<ExecutionId> open = new LinkedHashSet<>();

    /** When each began. */
    @GuardedBy("this")
    private final Map<ExecutionId, Long> published = new LinkedHashMap<>();

    /**
     * Makes one.
     *
     * @param maker makes the session on its context, which it may fill
     * @param written what its row leaves open, null for a session that has none
     */
    LiveSession(SessionBook book, Function<Context, OrchestrationSession> maker, @Nullable Unpublished written) {
        this.book = book;
        this.left = written;
        quiet.set(true);
        this.session = maker.apply(new Context(
                book.clock(), this::changed, MOST_HISTORY, () -> book.requireOpen(quiet.get() ? null : session())));
        quiet.set(false);
        this.page = new SessionPage(book, session.id(), this::row, written == null ? null : written.row());
    }

    /** What is written down of it. */
    synchronized Map<String, Object> row(long at) {
        Map<String, Object> row = SessionJson.toMap(session);
        published.values().removeIf(since -> since <= at - Unpublished.SLACK);
        row.put(OPEN, names(open));
        row.put(PUBLISHED, names(published.keySet()));
        begunSince.set(0);
        return row;
    }

    private static List<String> names(Collection<ExecutionId> ids) {
        return ids.stream().map(ExecutionId::value).toList();
    }

    SessionBook book() {
        return book;
    }

    SessionPage page() {
        return page;
    }

    synchronized OrchestrationSession session() {
        return session;
    }

    /** Tells of what has become of it. */
    void tell(String change) {
        book.tell(change, session());
    }

    /** Says true the first time. */
    boolean begins() {
        return begun.compareAndSet(false, true);
    }

    boolean hasBegun() {
        return begun.get();
    }

    private void changed(ContextChange change) {
        if (quiet.get()) {
            return;
        }
        touch();
        book.tell(session().id(), change);
        try {
            page.save();
        } catch (OrchestrationException e) {
            if (e.code() != ErrorCode.CLOSED) { // the engine ends while it is changed
                throw e;
            }
        }
    }

    private synchronized void touch() {
        session = session.touched(book.clock().micros());
        page.changed();
    }

    @GuardedBy("this")
    private void move(SessionStatus to, @Nullable String reason) {
        session = session.moved(to, book.clock().micros(), reason);
        page.changed();
    }

    /** It has what it requires; says whether that is news. */
    boolean activate() {
        synchronized (this) {
            if (session.status() != SessionStatus.PENDING) {
                return false;
            }
            move(SessionStatus.ACTIVE, null);
        }
        page.save();
        tell("activated");
        return true;
    }

    /**
     * Nothing joins it any more.
     *
     * @return what still runs; null if it had ended before
     */
    synchronized @Nullable List<WorkflowHandle> end(SessionStatus status, String reason) {
        if (session.status().isEnded()) {
            return null;
        }
        move(status, reason);
        return List.copyOf(running.values());
    }

    /** An execution runs in it; one that somebody else began before is not the session's to end. */
    void joined(WorkflowHandle execution) {
        execution.beforeEnd(state -> ended(execution.id(), state));
        if (execution.origin() == WorkflowHandle.Origin.STARTED) {
            if (!add(execution)) {
                SessionEnd.cancel(session(), execution);
            }
            if (begunSince.incrementAndGet() == MOST_BEGUN) {
                page.saveLater();
            }
        }
    }

    private synchronized boolean add(WorkflowHandle execution) {
        open(execution.id());
        if (session.status().isEnded()) {
            return false;
        }
        running.put(execution.id(), execution);
        return true;
    }

    private void ended(ExecutionId execution, ExecutionState state) {
        synchronized (this) {
            running.remove(execution);
        }
        if (state.lifecycle().status().isEnded()) {
            long begunAt = state.lifecycle().created().at();
            publish(execution, begunAt, ContextWrites.of(state.context().history()));
        }
    }

    /** What an earlier engine left open; null for a session of this one. */
    @Nullable
    Unpublished left() {
        return left;
    }

    /** An execution of an earlier engine may go on in it. */
    synchronized void open(ExecutionId execution) {
        if (book.records() != null) {
            open.add(execution);
            page.changed();
        }
    }

    /** What an execution wrote, which began at {@code begunAt}, joins the context. */
    void publish(ExecutionId execution, long begunAt, List<ContextWrite> writes) {
        long at = book.clock().micros();
        Context context = session().context();
        List<ContextWrite> news = new ArrayList<>();
        synchronized (this) { // so that what is written down has all of it, or none
            open.remove(execution);
            quiet.set(true);
            for (ContextWrite write : writes) {
                if (context.apply(write, "execution " + execution, at, null)) {
                    news.add(write);
                }
            }
            quiet.set(false);
            if (!writes.isEmpty()) {
                if (book.records() != null) {
                    published.put(execution, begunAt);
                }
                touch();
            }
        }
        if (!news.isEmpty()) {
            news.forEach(write -> book.tell(session().id(), write, execution, at));
            page.saveLater();
        }
    }
}
