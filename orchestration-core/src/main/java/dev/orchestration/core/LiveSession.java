package dev.orchestration.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.Context;
import dev.orchestration.state.ContextChange;
import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.workflow.WorkflowHandle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session as it stands now, with what runs in it. It is written down before whoever changed it goes on; where several
 * threads change it at once, one write does for all of them. Thread-safe: {@code this} guards what changes, {@code saving} is
 * held by whoever writes it down, and is taken first.
 */
final class LiveSession {
    /** In its row, the executions that may have written what the context does not have yet. */
    static final String OPEN = "open_executions";

    private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);

    private final SessionBook book;
    private final Object saving = new Object();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final ThreadLocal<Boolean> quiet = ThreadLocal.withInitial(() -> false);

    @GuardedBy("saving")
    private long saved;

    @GuardedBy("this")
    private OrchestrationSession session;

    @GuardedBy("this")
    private final Map<ExecutionId, WorkflowHandle> running = new LinkedHashMap<>();

    /** Beside those that run, those of an earlier engine. */
    @GuardedBy("this")
    private final Set<ExecutionId> open = new LinkedHashSet<>();

    @GuardedBy("this")
    private long version;

    /**
     * Makes one.
     *
     * @param maker makes the session on its context, which it may fill
     * @param written whether the session is written down as it is
     */
    LiveSession(SessionBook book, Function<Context, OrchestrationSession> maker, boolean written) {
        this.book = book;
        quiet.set(true);
        this.session = maker.apply(new Context(book.clock(), this::changed));
        quiet.set(false);
        this.version = 1;
        this.saved = written ? 1 : 0;
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
            save();
        } catch (OrchestrationException e) {
            if (e.code() != ErrorCode.CLOSED) { // after the end of its engine it is a context like any other
                throw e;
            }
        }
    }

    private synchronized void touch() {
        version++;
        session = session.touched(book.clock().micros());
    }

    /** Writes down what changed and is not written yet. */
    void save() {
        long wanted;
        synchronized (this) {
            wanted = version;
        }
        synchronized (saving) {
            if (saved >= wanted) {
                return;
            }
            Map<String, Object> row;
            long now;
            synchronized (this) {
                now = version;
                row = SessionJson.toMap(session);
                row.put(OPEN, open.stream().map(ExecutionId::value).toList());
            }
            book.write(session().id(), Json.write(row));
            saved = now;
        }
    }

    /** It has what it requires; says whether that is news. */
    boolean activate() {
        synchronized (this) {
            if (session.status() != SessionStatus.PENDING) {
                return false;
            }
            version++;
            session = session.moved(SessionStatus.ACTIVE, book.clock().micros(), null);
        }
        save();
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
        version++;
        session = session.moved(status, book.clock().micros(), reason);
        return List.copyOf(running.values());
    }

    /** An execution runs in it; one that somebody else began before is not the session's to end. */
    void joined(WorkflowHandle execution) {
        execution.beforeEnd(state -> ended(execution.id(), state));
        if (execution.origin() == WorkflowHandle.Origin.STARTED) {
            if (!add(execution)) {
                cancel(execution);
            }
            save();
        }
    }

    private synchronized boolean add(WorkflowHandle execution) {
        if (!running.containsKey(execution.id()) && open.add(execution.id())) {
            touch();
        }
        if (session.status().isEnded()) {
            return false;
        }
        running.put(execution.id(), execution);
        return true;
    }

    /** Asks one of its executions to end, because the session has. */
    void cancel(WorkflowHandle execution) {
        OrchestrationSession now = session();
        String reason = now.reason();
        try {
            execution.cancel("session " + now.name(), reason == null ? "its session has ended" : reason);
        } catch (OrchestrationException e) { // the engine is closed: what runs is suspended already
            LOG.warn("execution {} of the ended session {} was not cancelled", execution.id(), now.name(), e);
        }
    }

    private void ended(ExecutionId execution, ExecutionState state) {
        synchronized (this) {
            running.remove(execution);
        }
        if (state.lifecycle().status().isEnded()) {
            publish(execution, ContextWrites.of(state.context().history()));
        }
    }

    /** Executions that had ended, and whose writes may not have joined the context. */
    synchronized List<ExecutionId> unpublished() {
        return open.stream().filter(id -> !running.containsKey(id)).toList();
    }

    synchronized void open(List<String> executions) {
        executions.forEach(id -> open.add(new ExecutionId(id)));
    }

    /** What an execution wrote joins the context; is written down where that changed anything. */
    void publish(ExecutionId execution, List<ContextWrite> writes) {
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
            if (!news.isEmpty()) {
                touch();
            }
        }
        if (!news.isEmpty()) {
            news.forEach(write -> book.tell(session().id(), write, execution, at));
            saveAtEnd(execution);
        }
    }

    /** The next engine on this store does it, where it cannot be done now. */
    private void saveAtEnd(ExecutionId execution) {
        try {
            save();
        } catch (OrchestrationException e) {
            if (e.code() != ErrorCode.CLOSED) {
                LOG.warn("what execution {} wrote is not recorded of its session yet: {}", execution, e.getMessage());
            }
        }
    }
}
