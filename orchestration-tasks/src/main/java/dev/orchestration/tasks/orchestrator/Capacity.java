package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.SessionId;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.decide.ExecutionPlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
    private final SessionReserves reserves;
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
        this.reserves = new SessionReserves(resources, clock.clock());
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
        SessionId session = hosted.hosting().session().session();
        if (reserves.waits(session)) {
            return Grant.SHORT;
        }
        if (demand.takesNothing && !reservation.isMade()) {
            return pace.unbound();
        }
        try {
            SessionReserve own = reserves.of(session);
            Needs needs = demand.needs(choice, resources, own);
            return needs == null ? Grant.SHORT : grant(hosted, node, needs, own, pace);
        } catch (OrchestrationException e) { // it could never have them, whatever others give back
            return Grant.refused(e, pace);
        }
    }

    private Grant grant(Hosted hosted, int node, Needs needs, @Nullable SessionReserve own, Pace pace) {
        long end = end(hosted.hosting().plan(), node, pace);
        Needs common = own == null ? needs : own.beyond(needs, resources);
        // Of a stranger's session only what it takes of what everybody may have is lacking there.
        Needs counted = reservation.isFor(own) ? needs : common;
        if (!reservation.allows(counted, end)) {
            return Grant.SHORT;
        }
        if (needs.isNothing()) {
            reservation.passed(needs, end);
            return pace.unbound();
        }
        Holding given = reserves.take(hosted.id().value(), needs, common, own);
        if (given != null) {
            reservation.passed(counted, end);
            return Grant.of(given, pace);
        }
        if (!reservation.isMade()) {
            reservation.make(needs, own, holders(), slots - running.size(), clock);
        }
        if (common.hasRates()) {
            tryAgain(resources.nextRefill(common.vector()));
        }
        return Grant.SHORT;
    }

    /** What sessions have taken ahead. */
    SessionReserves reserves() {
        return reserves;
    }

    /** Gives sessions what they wait for; the first that cannot have it yet gets the reservation before any step does. */
    List<SessionReserves.Waiting> seat() {
        reservation.clear();
        List<SessionReserves.Waiting> seated = reserves.seat();
        SessionReserves.Waiting first = reserves.isAnyWaiting() ? reserves.first() : null;
        if (first != null) {
            Needs needs = Needs.of(first.amounts(), resources);
            reservation.make(needs, null, holders(), slots + 1 - running.size(), clock); // it takes no slot
            tryAgain(resources.nextExpiry());
        }
        return seated;
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
        tryAgain(resources.nextExpiry());
        return takeChance();
    }

    /** As {@link #finish} tells; nobody lacked anything. */
    OptionalLong takeChance() {
        reservation.clear(); // whoever it was made for may wait no more
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

    private void giveBack(@Nullable Holding holding) {
        if (holding != null) {
            holding.close();
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
