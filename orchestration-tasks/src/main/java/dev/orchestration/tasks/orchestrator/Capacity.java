package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceAllocation;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.decide.ExecutionPlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the engine can still give out: slots, and resources. The first who lacks resources gets the one {@link Reservation},
 * and others pass only as that allows, so a big request is never starved by small ones. Confined to the loop.
 */
final class Capacity {
    private final ResourceManager resources;
    private final int slots;
    private final Window window;
    private final StepClock clock;
    private final Paces paces = new Paces();
    private final Reservation reservation;
    private final ResourceChoice choice;
    /** What was handed out and has not ended; each knows its index. */
    private final List<Attempt> running = new ArrayList<>();

    /** What was handed out, and waits for others: it holds its resources, but no slot. */
    private final Set<Attempt> lent = new LinkedHashSet<>();

    private int abandoned;
    private OptionalLong nextChance = OptionalLong.empty();

    Capacity(ResourceManager resources, int slots, Window window, StepClock clock) {
        this.resources = resources;
        this.slots = slots;
        this.window = window;
        this.clock = clock;
        this.reservation = new Reservation(resources);
        this.choice = new ResourceChoice(resources);
    }

    /** What the node, or the item of a row, gets; whoever gets a grant must be told of by {@link #took}. */
    Grant ask(Hosted hosted, int row) {
        int node = hosted.state().node(row);
        Demand demand = demand(hosted, node);
        Pace pace = demand.pace;
        int ahead = hosted.kind(node) == ActionKind.WORK ? window.size(pace) : 0;
        if (running.size() >= slots + ahead) {
            return Grant.FULL;
        }
        if (demand.takesNothing && !reservation.isMade()) {
            return pace.unbound();
        }
        try {
            Needs needs = needs(demand);
            return needs == null ? Grant.SHORT : grant(hosted, node, needs, pace);
        } catch (OrchestrationException e) { // it could never have them, whatever others give back
            return Grant.refused(e, pace);
        }
    }

    private Grant grant(Hosted hosted, int node, Needs needs, Pace pace) {
        long end = end(hosted.hosting().plan(), node, pace);
        if (!reservation.allows(needs, end)) {
            return Grant.SHORT;
        }
        if (needs.isNothing()) {
            reservation.passed(needs, end);
            return pace.unbound();
        }
        Optional<ResourceAllocation> given =
                resources.tryAllocateAll(needs.vector(), hosted.id().value());
        if (given.isPresent()) {
            reservation.passed(needs, end);
            return Grant.of(given.get(), pace);
        }
        if (!reservation.isMade()) {
            reservation.make(needs, holders(), slots - running.size(), clock);
        }
        if (needs.hasRates()) {
            tryAgain(resources.nextRefill(needs.vector()));
        }
        return Grant.SHORT;
    }

    private Demand demand(Hosted hosted, int node) {
        ExecutionPlan plan = hosted.hosting().plan();
        int profile = plan.profile(node);
        Demand known = hosted.demands().get(profile);
        if (known == null) {
            TaskSpec spec = plan.profileSpec(profile);
            known = new Demand(spec, paces.of(spec.action()));
            hosted.demands().put(profile, known, profile + 1);
        }
        return known;
    }

    /** What was handed out and has not ended, in no order; whoever goes through it must end none meanwhile. */
    List<Attempt> holders() {
        if (lent.isEmpty()) {
            return running;
        }
        List<Attempt> holders = new ArrayList<>(running);
        holders.addAll(lent);
        return holders;
    }

    /** When the node would end by estimate; what is over in a moment as a rule ends in a moment. */
    private long end(ExecutionPlan plan, int node, Pace pace) {
        if (plan.isEstimated(node)) {
            return clock.micros() + plan.estimate(node);
        }
        return window.size(pace) > 0 ? clock.micros() : Reservation.FAR;
    }

    /** How much of which resource the task would take; null if there is not even a resource to wait for. */
    private @Nullable Needs needs(Demand demand) {
        if (!demand.spec.resourcesByType().isEmpty()) {
            return choice.now(demand.spec)
                    .map(amounts -> Needs.of(amounts, resources))
                    .orElse(null);
        }
        if (demand.needs == null) {
            demand.needs = Needs.of(choice.now(demand.spec).orElse(Map.of()), resources);
        }
        return demand.needs;
    }

    private void tryAgain(OptionalLong nanos) {
        if (nanos.isPresent() && (nextChance.isEmpty() || nanos.getAsLong() - nextChance.getAsLong() < 0)) {
            nextChance = nanos;
        }
    }

    /**
     * Some lacked resources, and all who may start have started; the next step finds anew what is reserved.
     *
     * @return when there is more to give out although nobody gives anything back, on the monotonic clock; empty for never
     */
    OptionalLong finish() {
        reservation.clear();
        tryAgain(resources.nextExpiry());
        OptionalLong next = nextChance;
        nextChance = OptionalLong.empty();
        return next;
    }

    /** An attempt has what it was granted. */
    void took(Attempt attempt) {
        attempt.place = running.size();
        running.add(attempt);
    }

    /** The attempt is over: its slot and its resources are free again. */
    void release(Attempt attempt) {
        giveSlotBack(attempt);
        giveBack(attempt.resources());
    }

    /** The attempt is not waited for any more, but may still use what it holds; says whether it had a slot. */
    boolean abandon(Attempt attempt) {
        abandoned++;
        if (lent.remove(attempt)) {
            return false;
        }
        giveSlotBack(attempt);
        return true;
    }

    /** The attempt waits for others, and its slot is free. */
    void lend(Attempt attempt) {
        giveSlotBack(attempt);
        lent.add(attempt);
    }

    /** It waits no more. */
    void takeBack(Attempt attempt) {
        lent.remove(attempt);
        took(attempt);
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
            allocation.close();
        }
    }

    /** Attempts that were given up and still run. */
    int abandoned() {
        return abandoned;
    }

    /** Attempts that hold a slot. */
    int busy() {
        return running.size();
    }

    /** Whether any attempt runs, waited for or not. */
    boolean isInUse() {
        return abandoned > 0 || !isIdle();
    }

    /** Whether no attempt is in hand. */
    boolean isIdle() {
        return running.isEmpty() && lent.isEmpty();
    }
}
