package dev.orchestration.core;

import dev.orchestration.state.Context;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.SessionId;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowHandle;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The open sessions and what runs in them. Thread-safe. */
final class Sessions {
    private record Entry(OrchestrationSession session, List<WorkflowHandle> executions) {}

    private final EngineSettings settings;
    private final Map<SessionId, Entry> open = new ConcurrentHashMap<>();

    @Inject
    Sessions(EngineSettings settings) {
        this.settings = settings;
    }

    OrchestrationSession create(String name, OrchestrationMode mode) {
        OrchestrationSession session = new OrchestrationSession(
                new SessionId(settings.ids().next()),
                name,
                mode,
                OrchestrationSession.DEFAULT_PARALLEL_TASKS,
                OrchestrationSession.DEFAULT_PARALLEL_WORKFLOWS,
                new Context(settings.clock()),
                settings.clock().micros());
        open.put(session.id(), new Entry(session, new CopyOnWriteArrayList<>()));
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

    /** Remembers what runs in a session; what it wrote joins the session's context when it has ended. */
    WorkflowHandle joined(OrchestrationSession session, Launch launch, WorkflowHandle execution) {
        Entry entry = open.get(session.id());
        if (entry == null) {
            execution.cancel("session " + session.name(), "its session was closed");
            return execution;
        }
        entry.executions().add(execution);
        var unused = execution.end().thenAccept(ended -> {
            publish(ended, launch.context(), session.context());
            entry.executions().remove(execution);
        });
        return execution;
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
            String who = "session " + entry.session().name();
            entry.executions().forEach(execution -> execution.cancel(who, "its session was closed"));
        }
    }
}
