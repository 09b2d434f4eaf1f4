package dev.orchestration.state.journal;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Parent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An execution in a list: the fold of its rare events.
 *
 * @param createdAt microseconds since 1970; likewise {@code startedAt} and {@code endedAt}, null where it did not happen
 * @param parent the execution of which a step waits for this one, null for none
 */
public record ExecutionRow(
        ExecutionId id,
        String workflow,
        String digest,
        String session,
        String directory,
        WorkflowStatus status,
        @Nullable String reason,
        long createdAt,
        @Nullable Long startedAt,
        @Nullable Long endedAt,
        @Nullable String parent) {
    /** One that nobody waits for. */
    public ExecutionRow(
            ExecutionId id,
            String workflow,
            String digest,
            String session,
            String directory,
            WorkflowStatus status,
            @Nullable String reason,
            long createdAt,
            @Nullable Long startedAt,
            @Nullable Long endedAt) {
        this(id, workflow, digest, session, directory, status, reason, createdAt, startedAt, endedAt, null);
    }

    /** Whether it is recorded as begun, or about to begin, and neither paused nor ended. */
    public boolean isUnderWay() {
        return status == WorkflowStatus.RUNNING || status == WorkflowStatus.PENDING;
    }

    /**
     * The row after {@code events}; null stays null until an {@code ExecutionCreated} comes. Returns the same instance
     * where nothing changes, so that a store can skip the write.
     */
    public static @Nullable ExecutionRow fold(ExecutionId id, @Nullable ExecutionRow row, List<Event> events) {
        ExecutionRow now = row;
        for (Event event : events) {
            now = now == null ? created(id, event) : now.after(event);
        }
        return now;
    }

    private static @Nullable ExecutionRow created(ExecutionId id, Event event) {
        return event instanceof Event.ExecutionCreated e
                ? new ExecutionRow(
                        id,
                        e.workflow(),
                        e.digest(),
                        e.session(),
                        e.directory(),
                        WorkflowStatus.PENDING,
                        null,
                        e.at(),
                        null,
                        null,
                        parent(e))
                : null;
    }

    private static @Nullable String parent(Event.ExecutionCreated e) {
        Parent parent = e.parent();
        return parent == null ? null : parent.execution();
    }

    private ExecutionRow after(Event event) {
        if (event instanceof Event.ExecutionStarted e) {
            return with(WorkflowStatus.RUNNING, null, startedAt == null ? e.at() : startedAt, null);
        }
        if (event instanceof Event.ExecutionPaused e) {
            return with(WorkflowStatus.PAUSED, e.reason(), startedAt, null);
        }
        if (event instanceof Event.ExecutionContinued || event instanceof Event.ExecutionReopened) {
            return with(WorkflowStatus.RUNNING, null, startedAt, null);
        }
        if (event instanceof Event.ExecutionEnded e) {
            return with(e.status(), null, startedAt, e.at());
        }
        return this;
    }

    private ExecutionRow with(
            WorkflowStatus status, @Nullable String reason, @Nullable Long startedAt, @Nullable Long endedAt) {
        return new ExecutionRow(
                id, workflow, digest, session, directory, status, reason, createdAt, startedAt, endedAt, parent);
    }
}
