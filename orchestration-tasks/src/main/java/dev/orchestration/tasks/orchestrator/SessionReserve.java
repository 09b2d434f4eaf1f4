package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceAllocation;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.resources.ResourceVector;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a session has taken of resources ahead, on which its attempts draw first: as if the session were all there is, so the
 * sum of what they draw never exceeds it. It is given back when its session has ended and nobody holds anything of it any
 * more. Confined to the loop, but that anybody may give back.
 */
final class SessionReserve {
    private static final double MILLION = 1_000_000;

    private final SessionId session;
    private final Map<ResourceId, Double> amounts;
    private final ResourceAllocation taken;
    private final ResourceManager inside;
    private volatile boolean over;

    SessionReserve(SessionId session, ResourceAllocation taken, Clock clock) {
        this.session = session;
        this.taken = taken;
        this.amounts = taken.amounts();
        this.inside = new ResourceManager(clock);
        amounts.forEach((id, amount) -> inside.register(new Resource(id, ResourceType.CUSTOM, amount)));
    }

    SessionId session() {
        return session;
    }

    /** All of it, drawn or not. */
    Map<ResourceId, Double> amounts() {
        return amounts;
    }

    /** What is left to draw; 0 of what the session has not taken, or nothing once the session has ended. */
    double left(ResourceId id) {
        return over || !amounts.containsKey(id) ? 0 : inside.usage(id).available();
    }

    /** What of {@code needs} is to be had elsewhere, because it is not left here. */
    Needs beyond(Needs needs, ResourceManager resources) {
        ResourceVector missing = ResourceVector.nothing();
        for (int i = 0; i < needs.size(); i++) {
            double rest = Math.rint((needs.amount(i) - left(needs.id(i))) * MILLION) / MILLION;
            if (rest > 0) {
                boolean whole = !resources.canEverFit(ResourceVector.of(needs.id(i), rest)); // as below a minimum
                missing = missing.plus(needs.id(i), whole ? needs.amount(i) : rest);
            }
        }
        return missing.byResource().equals(needs.vector().byResource())
                ? needs
                : Needs.of(missing.byResource(), resources);
    }

    /**
     * Takes what {@code beyond} leaves of {@code needs}; null if that is nothing.
     *
     * @param beyond as {@link #beyond} gives it
     */
    @Nullable
    ResourceAllocation draw(Needs needs, Needs beyond, String requester) {
        ResourceVector own = ResourceVector.nothing();
        for (int i = 0; i < needs.size(); i++) {
            double part = Math.rint((needs.amount(i) - beyond.of(needs.id(i))) * MILLION) / MILLION;
            own = part > 0 ? own.plus(needs.id(i), part) : own;
        }
        if (own.isNothing()) {
            return null;
        }
        Optional<ResourceAllocation> drawn = inside.tryAllocateAll(own, requester);
        return drawn.orElseThrow(() -> new IllegalStateException("what was left of " + session + " was not there"));
    }

    /** Nobody draws on it any more; what nobody holds is given back as soon as that is all of it. */
    void end() {
        over = true;
        settle();
    }

    /** Something was given back to it; any thread may say so. */
    void settle() {
        if (over && inside.allocations().isEmpty()) {
            taken.close();
        }
    }
}
