package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What sessions take of resources ahead in a {@link Rehearsal}. Not thread-safe. */
final class RehearsedSessions {
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
        return new SessionReserves.Waiting(id, amounts, () -> {});
    }

    private @Nullable SessionReserve of(Hosted hosted) {
        return host.reserves().of(hosted.hosting().session().session());
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
        SessionReserve own = hosted == null ? null : of(hosted);
        return resources.usage(id).available() + (own == null ? 0 : own.left(id));
    }
}
