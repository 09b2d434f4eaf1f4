package dev.orchestration.core;

import dev.orchestration.state.Context;
import dev.orchestration.state.Json;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.tasks.OrchestrationMode;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What executions share: a mode, limits, resources, and a context. An execution begins with the values that the context has
 * at that moment; what it wrote joins the context when it has ended, before anybody hears of that. The record tells how the
 * session stood when it was asked for, {@link OrchestrationEngine#session} how it stands now; the context alone is the living
 * one. Thread-safe.
 *
 * @param userId whose it is
 * @param mode applies where neither the caller nor the definition says one
 * @param maxParallelTasks over all executions of the session
 * @param maxParallelWorkflows further executions are pending, first come first served
 * @param timeout counts from {@code startedAt}: whatever runs in it then ends, and the session is failed; null for none
 * @param resourceRequirements taken for the session all or nothing when it becomes active, until it ends: its steps draw on
 *     them first
 * @param metadata JSON that the engine never reads
 * @param createdAt microseconds since 1970; likewise {@code startedAt}, when it became active, {@code updatedAt}, and {@code
 *     completedAt}, when it ended; null where it did not happen
 * @param reason why it ended; null where it did not, or nobody said
 */
public record OrchestrationSession(
        SessionId id,
        String name,
        String description,
        String userId,
        OrchestrationMode mode,
        int maxParallelTasks,
        int maxParallelWorkflows,
        @Nullable Duration timeout,
        Map<ResourceId, Double> resourceRequirements,
        Map<String, Object> metadata,
        SessionStatus status,
        long createdAt,
        @Nullable Long startedAt,
        long updatedAt,
        @Nullable Long completedAt,
        @Nullable String reason,
        Context context) {
    /** What is meant where nothing is said. */
    public static final int DEFAULT_PARALLEL_TASKS = 4;

    /** What is meant where nothing is said. */
    public static final int DEFAULT_PARALLEL_WORKFLOWS = 2;

    /** Whose a session is where nothing is said. */
    public static final String DEFAULT_USER = "system";

    /** @throws dev.orchestration.state.OrchestrationException ({@code NOT_JSON}) if the metadata is none */
    public OrchestrationSession {
        resourceRequirements = Collections.unmodifiableMap(new LinkedHashMap<>(resourceRequirements));
        metadata = metadata.isEmpty() ? Map.of() : Json.freezeMap(metadata, "metadata");
    }

    /** The same since something about it changed. */
    OrchestrationSession touched(long at) {
        return with(status, startedAt, at, completedAt, reason);
    }

    /**
     * The same in another status.
     *
     * @throws IllegalStateException if it never goes there from where it stands
     */
    OrchestrationSession moved(SessionStatus to, long at, @Nullable String why) {
        if (!status.canBecome(to)) {
            throw new IllegalStateException("session " + id + " never goes from " + status + " to " + to);
        }
        return with(to, to == SessionStatus.ACTIVE ? (Long) at : startedAt, at, to.isEnded() ? (Long) at : null, why);
    }

    private OrchestrationSession with(
            SessionStatus now, @Nullable Long started, long updated, @Nullable Long completed, @Nullable String why) {
        return new OrchestrationSession(
                id,
                name,
                description,
                userId,
                mode,
                maxParallelTasks,
                maxParallelWorkflows,
                timeout,
                resourceRequirements,
                metadata,
                now,
                createdAt,
                started,
                updated,
                completed,
                why,
                context);
    }
}
