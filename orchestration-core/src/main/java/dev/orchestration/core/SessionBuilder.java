package dev.orchestration.core;

import dev.orchestration.state.Context;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.tasks.OrchestrationMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says what a session shall be; get one from {@link OrchestrationEngine#newSession}. What is not said is as {@link
 * OrchestrationEngine#createSession} makes it. Not thread-safe.
 */
public final class SessionBuilder {
    private final Function<SessionBuilder, OrchestrationSession> maker;
    private final String name;
    private String description = "";
    private String userId = OrchestrationSession.DEFAULT_USER;
    private OrchestrationMode mode = OrchestrationMode.RESOURCE_AWARE;
    private @Nullable Integer tasks;
    private @Nullable Integer workflows;
    private @Nullable Duration timeout;
    private final Map<String, Double> requirements = new LinkedHashMap<>();
    private Map<String, Object> metadata = Map.of();

    SessionBuilder(String name, Function<SessionBuilder, OrchestrationSession> maker) {
        this.name = name;
        this.maker = maker;
    }

    public SessionBuilder description(String text) {
        description = text;
        return this;
    }

    /** Whose it is; {@value OrchestrationSession#DEFAULT_USER} where nothing is said. */
    public SessionBuilder userId(String user) {
        userId = user;
        return this;
    }

    /** Applies where neither the caller nor the definition says one; {@code resource_aware} where nothing is said. */
    public SessionBuilder mode(OrchestrationMode other) {
        mode = other;
        return this;
    }

    /** Attempts at once, over all its executions; a sequential session has one. */
    public SessionBuilder maxParallelTasks(int most) {
        tasks = most;
        return this;
    }

    /** Executions at once; further ones are pending. A sequential session has one. */
    public SessionBuilder maxParallelWorkflows(int most) {
        workflows = most;
        return this;
    }

    /** So long after it became active, whatever runs in it ends and the session is failed. */
    public SessionBuilder timeout(Duration time) {
        timeout = time;
        return this;
    }

    /** It becomes active once it has so much of this resource, beside all else that it requires. */
    public SessionBuilder require(String resource, double amount) {
        requirements.merge(resource, amount, Double::sum);
        return this;
    }

    /** JSON that the engine never reads. */
    public SessionBuilder metadata(Map<String, ?> values) {
        metadata = new LinkedHashMap<>(values);
        return this;
    }

    /**
     * Makes the session. It is active when this returns if what it requires is free; else it is pending, and becomes active as
     * soon as that is.
     *
     * @throws dev.orchestration.state.OrchestrationException ({@code BAD_PARAMETERS}) with every fault of it, for example that
     *     it requires what there never is
     */
    public OrchestrationSession create() {
        return maker.apply(this);
    }

    String name() {
        return name;
    }

    @Nullable
    Duration timeout() {
        return timeout;
    }

    String userId() {
        return userId;
    }

    int maxParallelTasks() {
        return said(tasks, OrchestrationSession.DEFAULT_PARALLEL_TASKS);
    }

    int maxParallelWorkflows() {
        return said(workflows, OrchestrationSession.DEFAULT_PARALLEL_WORKFLOWS);
    }

    private int said(@Nullable Integer limit, int usual) {
        return limit != null ? limit : isSequential() ? 1 : usual;
    }

    boolean isSequential() {
        return mode == OrchestrationMode.SEQUENTIAL;
    }

    /** By the id of the resource. */
    Map<String, Double> requirements() {
        return requirements;
    }

    /** What was said, once it was checked; a session that requires nothing is active at once. */
    OrchestrationSession session(SessionId id, long now, Context context) {
        Map<ResourceId, Double> amounts = new LinkedHashMap<>();
        requirements.forEach((resource, amount) -> amounts.put(new ResourceId(resource), amount));
        boolean active = amounts.isEmpty();
        return new OrchestrationSession(
                id,
                name,
                description,
                userId,
                mode,
                maxParallelTasks(),
                maxParallelWorkflows(),
                timeout,
                amounts,
                metadata,
                active ? SessionStatus.ACTIVE : SessionStatus.PENDING,
                now,
                active ? (Long) now : null,
                now,
                null,
                null,
                context);
    }
}
