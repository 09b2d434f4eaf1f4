package dev.orchestration.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.Context;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.SessionId;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowHandle;
import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open sessions and what runs in them. Thread-safe. */
final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    /** An open session with what runs in it. */
    private static final class Entry {
        private final OrchestrationSession session;

        @GuardedBy("this")
        private final Set<WorkflowHandle> executions = new LinkedHashSet<>();

        @GuardedBy("this")
        private boolean closed;

        Entry(OrchestrationSession session) {
            this.session = session;
        }

        OrchestrationSession session() {
            return session;
        }

        /** Says false, and adds nothing, once the session is closed. */
        synchronized boolean add(WorkflowHandle execution) {
            return !closed && executions.add(execution);
        }

        synchronized void remove(WorkflowHandle execution) {
            executions.remove(execution);
        }

        /** What still runs; nothing joins after that. */
        synchronized List<WorkflowHandle> close() {
            closed = true;
            return List.copyOf(executions);
        }
    }

    private final EngineSettings settings;
    private final Map<SessionId, Entry> open = new ConcurrentHashMap<>();

    @Inject
    Sessions(EngineSettings settings) {
        this.settings = settings;
    }

    OrchestrationSession create(String name, OrchestrationMode mode) {
        boolean sequential = mode == OrchestrationMode.SEQUENTIAL;
        OrchestrationSession session = new OrchestrationSession(
                new SessionId(settings.ids().next()),
                name,
                mode,
                sequential ? 1 : OrchestrationSession.DEFAULT_PARALLEL_TASKS,
                sequential ? 1 : OrchestrationSession.DEFAULT_PARALLEL_WORKFLOWS,
                new Context(settings.clock()),
                settings.clock().micros());
        open.put(session.id(), new Entry(session));
        return session;
    }

    Optional<OrchestrationSession> find(SessionId id) {
        return Optional.ofNullable(open.get(id)).map(Entry::session);
    }

    List<OrchestrationSession> all() {
        return open.values().stream().map(Entry::session).toList();
    }

    OrchestrationSession require(SessionId id) {
        return find(id).orElseThrow(() -> new OrchestrationException(
                ErrorCode.UNKNOWN_SESSION, "no session '" + id + "' is open; it may have been closed"));
    }

    /**
     * Remembers what runs in a session; what it wrote joins the session's context when it has ended. What somebody began
     * before, and is only asked for once more, is not the session's to cancel.
     *
     * @param given the context that an execution begins with
     */
    void joined(OrchestrationSession session, Map<String, Object> given, WorkflowHandle execution) {
        boolean ours = execution.origin() == WorkflowHandle.Origin.STARTED;
        Map<String, Object> before = ours ? given : Map.of();
        Entry entry = open.get(session.id());
        boolean closed = entry == null || (ours && !entry.add(execution));
        if (closed && ours) {
            cancel(session, execution);
        }
        if (entry == null || closed) {
            return;
        }
        var unused = execution.end().whenComplete((ended, refused) -> {
            entry.remove(execution);
            if (ended != null) {
                publish(ended, before, session.context());
            }
        });
    }

    private static void cancel(OrchestrationSession session, WorkflowHandle execution) {
        try {
            execution.cancel("session " + session.name(), "its session was closed");
        } catch (OrchestrationException e) { // the engine is closed: what runs is suspended already
            LOG.warn("execution {} of the closed session {} was not cancelled", execution.id(), session.name(), e);
        }
    }

    private static void publish(WorkflowExecution ended, Map<String, Object> before, Context context) {
        String who = "execution " + ended.executionId();
        ended.context().forEach((key, value) -> {
            boolean kept = before.containsKey(key) && Objects.equals(before.get(key), value);
            if (!kept) {
                context.set(key, value, who);
            }
        });
        before.keySet().stream()
                .filter(key -> !ended.context().containsKey(key))
                .forEach(key -> context.remove(key, who));
    }

    void close(SessionId id) {
        Entry entry = open.remove(id);
        if (entry != null) {
            entry.close().forEach(execution -> cancel(entry.session(), execution));
        }
    }
}
