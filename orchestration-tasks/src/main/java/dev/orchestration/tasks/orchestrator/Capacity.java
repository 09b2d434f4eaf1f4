package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceAllocation;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.decide.ExecutionPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the engine can still give out: slots, and resources. The first who lacks resources gets the one {@link Reservation},
 * and others pass only as that allows, so a big request is never starved by small ones. Confined to the loop.
 */
final class Capacity {
    private final ResourceManager resources;
    private final int slots;
    private final Window window;
    private final Paces paces = new Paces();
    private final Reservation reservation;
    private final ResourceChoice choice;
    /** What was handed out and has not ended; each knows its index. */
    private final List<Attempt> running = new ArrayList<>();

    private int abandoned;
    /** The last ones asked for: tasks of one kind mostly come one after the other. */
    private List<ResourceRequest> lastRequests = List.of();

    private Map<ResourceId, Double> lastNeeds = Map.of();

    Capacity(ResourceManager resources, int slots, Window window) {
        this.resources = resources;
        this.slots = slots;
        this.window = window;
        this.reservation = new Reservation(resources);
        this.choice = new ResourceChoice(resources);
    }

    /** What the node gets; whoever gets a grant must be told of by {@link #took}. */
    Grant ask(Hosted hosted, int node, long at) {
        ExecutionPlan plan = hosted.hosting().plan();
        Pace pace = paces.of(plan.spec(node).action());
        int ahead = hosted.kind(node) == ActionKind.WORK ? window.size(pace) : 0;
        if (running.size() >= slots + ahead) {
            return Grant.FULL;
        }
        Map<ResourceId, Double> needs = needs(plan.spec(node));
        if (needs == null) {
            return Grant.SHORT;
        }
        if (needs.isEmpty() && !reservation.isMade()) {
            return pace.unbound();
        }
        long end = plan.isEstimated(node) ? at + plan.estimate(node) : ahead > 0 ? at : Reservation.FAR;
        if (!reservation.allows(needs, end)) {
            return Grant.SHORT;
        }
        if (needs.isEmpty()) {
            reservation.passed(needs, end);
            return pace.unbound();
        }
        ResourceAllocation allocation =
                resources.tryAllocateAll(needs, hosted.id() + "/" + node).orElse(null);
        if (allocation != null) {
            reservation.passed(needs, end);
            return Grant.of(allocation, pace);
        }
        if (!reservation.isMade()) {
            reservation.make(needs, running, slots - running.size(), at);
        }
        return Grant.SHORT;
    }

    /** How much of which resource the task would take; null if there is not even a resource to wait for. */
    private @Nullable Map<ResourceId, Double> needs(TaskSpec spec) {
        if (!spec.resourcesByType().isEmpty()) {
            return choice.now(spec).orElse(null);
        }
        if (!spec.resources().equals(lastRequests)) {
            lastRequests = spec.resources();
            lastNeeds = choice.now(spec).orElse(Map.of());
        }
        return lastNeeds;
    }

    /** An attempt has what it was granted. */
    void took(Attempt attempt) {
        attempt.place = running.size();
        running.add(attempt);
    }

    /** At the end of a step: what is reserved is found anew from what runs then. */
    void forgetReservation() {
        if (reservation.isMade()) {
            reservation.clear();
        }
    }

    /** The attempt is over: its slot and its resources are free again. */
    void release(Attempt attempt) {
        giveSlotBack(attempt);
        giveBack(attempt.resources());
    }

    /** The attempt is not waited for any more: its slot is free, but it may still use what it holds. */
    void abandon(Attempt attempt) {
        giveSlotBack(attempt);
        abandoned++;
    }

    /** An attempt that was abandoned has come to its end after all. */
    void returned(Attempt attempt) {
        abandoned--;
        giveBack(attempt.resources());
    }

    private void giveSlotBack(Attempt attempt) {
        Attempt last = running.remove(running.size() - 1);
        if (last != attempt) {
            running.set(attempt.place, last);
            last.place = attempt.place;
        }
        attempt.place = -1;
    }

    private void giveBack(@Nullable ResourceAllocation allocation) {
        if (allocation != null) {
            resources.release(allocation.allocationId());
        }
    }

    /** Attempts that were given up and still run. */
    int abandoned() {
        return abandoned;
    }

    /** Attempts in hand. */
    int busy() {
        return running.size();
    }
}
