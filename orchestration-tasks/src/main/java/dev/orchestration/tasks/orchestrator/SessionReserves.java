package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceAllocation;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceVector;
import dev.orchestration.state.Clock;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What sessions have taken of resources ahead, and those that wait for it, first come first served. Confined to the loop. */
final class SessionReserves {
    /** One that waits for all of these. */
    record Waiting(SessionId session, String name, Map<ResourceId, Double> amounts, Runnable seated) {}

    private final ResourceManager resources;
    private final Clock clock;
    private final Map<SessionId, SessionReserve> taken = new LinkedHashMap<>();
    private final Map<SessionId, Waiting> waiting = new LinkedHashMap<>();
    private final Map<SessionId, String> names = new LinkedHashMap<>();

    SessionReserves(ResourceManager resources, Clock clock) {
        this.resources = resources;
        this.clock = clock;
    }

    /** What the session has taken; null if that is nothing. */
    @Nullable
    SessionReserve of(SessionId session) {
        return taken.isEmpty() ? null : taken.get(session);
    }

    /** Whether the session waits for what it needs, so that nothing of it may begin. */
    boolean waits(SessionId session) {
        return !waiting.isEmpty() && waiting.containsKey(session);
    }

    boolean isAnyWaiting() {
        return !waiting.isEmpty();
    }

    /** Takes all of it or nothing, or lets the session wait behind those that came before; says whether it has it. */
    boolean open(Waiting newcomer) {
        names.put(newcomer.session(), newcomer.name());
        if (waiting.isEmpty() && take(newcomer)) {
            return true;
        }
        waiting.put(newcomer.session(), newcomer);
        return false;
    }

    private boolean take(Waiting each) {
        Optional<ResourceAllocation> got = tryTake(each);
        got.ifPresent(all -> taken.put(each.session(), new SessionReserve(each.session(), all, clock)));
        return got.isPresent();
    }

    /** What cannot be had as the resources are registered now may be had once they are registered otherwise. */
    private Optional<ResourceAllocation> tryTake(Waiting each) {
        if (!canEverFit(each)) {
            return Optional.empty();
        }
        try {
            ResourceVector vector = ResourceVector.of(each.amounts());
            return resources.tryAllocateAll(vector, requester(each.session()));
        } catch (OrchestrationException e) {
            return Optional.empty();
        }
    }

    /**
     * What an attempt gets: all of it or nothing.
     *
     * @param common what of {@code needs} its session has not taken ahead
     * @param own what its session has taken ahead, null for nothing
     */
    @Nullable
    Holding take(String requester, Needs needs, Needs common, @Nullable SessionReserve own) {
        ResourceAllocation shared = null;
        if (!common.isNothing()) {
            Optional<ResourceAllocation> given = resources.tryAllocateAll(common.vector(), requester);
            if (given.isEmpty()) {
                return null;
            }
            shared = given.get();
        }
        return own == null ? Holding.of(shared) : new Holding(shared, own.draw(needs, common, requester), own);
    }

    static String requester(SessionId session) {
        return "session " + session;
    }

    private boolean canEverFit(Waiting each) {
        return resources.canEverFit(ResourceVector.of(each.amounts()));
    }

    /**
     * Gives those that wait what they need, as far as it is there. Nobody takes of what one that came before waits for, unless
     * that one can never have it as things are.
     *
     * @return those that have it now
     */
    List<Waiting> seat() {
        List<Waiting> seated = new ArrayList<>();
        Set<ResourceId> awaited = new HashSet<>();
        for (Iterator<Waiting> all = waiting.values().iterator(); all.hasNext(); ) {
            Waiting each = all.next();
            if (Collections.disjoint(awaited, each.amounts().keySet()) && take(each)) {
                all.remove();
                seated.add(each);
            } else if (canEverFit(each)) {
                awaited.addAll(each.amounts().keySet());
            }
        }
        return seated;
    }

    /** The first of those that wait, of those that can ever have what they need as things are; null if there is none. */
    @Nullable
    Waiting first() {
        for (Waiting each : waiting.values()) {
            if (canEverFit(each)) {
                return each;
            }
        }
        return null;
    }

    /** The session has ended: it waits for nothing, and nobody draws on what it has taken any more. */
    void close(SessionId session) {
        waiting.remove(session);
        names.remove(session);
        SessionReserve own = taken.remove(session);
        if (own != null) {
            own.end();
        }
    }

    /** The loop has come to its end. */
    void closeAll() {
        waiting.clear();
        names.clear();
        taken.values().forEach(SessionReserve::end);
        taken.clear();
    }

    /** Who has taken what, and who waits for what, in order. */
    SceneSessions scene() {
        Map<SessionId, Map<ResourceId, Double>> have = new LinkedHashMap<>();
        taken.values().forEach(each -> have.put(each.session(), each.amounts()));
        Map<SessionId, Map<ResourceId, Double>> want = new LinkedHashMap<>();
        waiting.values().forEach(each -> want.put(each.session(), each.amounts()));
        return new SceneSessions(have, want, new LinkedHashMap<>(names));
    }
}
