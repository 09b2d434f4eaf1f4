package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What sessions take of resources ahead in a {@link Rehearsal}. Not thread-safe. */
public final class RehearsedSessions {
    private final SessionHost host;
    private final ResourceManager resources;

    RehearsedSessions(SessionHost host, ResourceManager resources) {
        this.host = host;
        this.resources = resources;
    }

    void open(SceneSessions sessions) {
        sessions.taken().forEach((id, amounts) -> {
            var unused = host.reserves().open(waiting(id, amounts));
        });
        sessions.waiting().forEach((id, amounts) -> {
            var unused = host.open(waiting(id, amounts));
        });
    }

    private static SessionReserves.Waiting waiting(SessionId id, Map<ResourceId, Double> amounts) {
        return new SessionReserves.Waiting(id, "", amounts, () -> {});
    }

    /** Whether a session still waits for what it takes ahead. */
    public boolean waits(SessionId session) {
        return host.reserves().waits(session);
    }

    /** The session that waits for what it takes ahead, and for which that is kept from steps; null if there is none. */
    public @Nullable SessionId first() {
        SessionReserves.Waiting first = host.reserves().first();
        return first == null ? null : first.session();
    }

    private @Nullable SessionReserve of(@Nullable Hosted hosted) {
        return hosted == null
                ? null
                : host.reserves().of(hosted.hosting().session().session());
    }

    /** What one of its attempts holds already; null for nothing. */
    @Nullable
    Holding hold(Hosted hosted, Map<ResourceId, Double> held) {
        if (held.isEmpty()) {
            return null;
        }
        SessionReserve own = of(hosted);
        Needs needs = Needs.of(held, resources);
        Needs common = own == null ? needs : own.beyond(needs, resources);
        return host.reserves().take(hosted.id().value(), needs, common, own);
    }

    /** What the steps of an execution may have. */
    double available(@Nullable Hosted hosted, ResourceId id) {
        SessionReserve own = of(hosted);
        return resources.usage(id).available() + (own == null ? 0 : own.left(id));
    }

    /** What of an attempt's the steps of an execution may have afterwards. */
    Map<ResourceId, Double> held(Attempt attempt, @Nullable Hosted by) {
        Holding holding = attempt.resources();
        return holding == null ? Map.of() : holding.amountsFor(of(by));
    }
}
