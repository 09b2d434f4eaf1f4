package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.OnConflict;
import dev.orchestration.tasks.decide.Signal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of a new execution, and of those before it, when its key is not free. Confined to the loop. */
final class KeyConflict {
    /** So many executions are named in what is recorded. */
    private static final int MOST_NAMED = 5;

    private final KeyRing keys;

    KeyConflict(KeyRing keys) {
        this.keys = keys;
    }

    /**
     * Why the execution must not even begin: it would wait for those who wait for it. Null if it may.
     *
     * @param roster those that are carried out
     */
    @Nullable
    OrchestrationException refusal(Hosted newcomer, Roster roster) {
        Claim claim = newcomer.hosting().claim();
        if (claim == null || claim.within().isEmpty() || claim.onConflict() == OnConflict.SKIP) {
            return null;
        }
        Set<ExecutionId> before = keys.before(claim).keySet();
        if (before.size() < claim.limit()) {
            return null;
        }
        List<ExecutionId> own = claim.within().stream().filter(before::contains).toList();
        if (own.size() >= claim.limit()) {
            return new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "execution " + own.get(0) + " has " + claim.described()
                            + " and would wait for a child that needs"
                            + " the same key, for ever; give one of them another key, or a higher limit");
        }
        if (claim.onConflict() == OnConflict.CANCEL_RUNNING) {
            return null; // whoever is in its way is ended
        }
        VainWaits vain = new VainWaits(roster.all(), keys, claim.within());
        List<ExecutionId> others = before.stream()
                .filter(vain::has)
                .filter(id -> !own.contains(id))
                .toList();
        return own.size() + others.size() < claim.limit() ? null : circle(claim, others.get(0));
    }

    private static OrchestrationException circle(Claim claim, ExecutionId other) {
        return new OrchestrationException(
                ErrorCode.WRONG_STATE,
                "a child of execution " + claim.within().get(0) + " needs " + claim.described()
                        + ", which execution " + other + " has, or gets first, and that waits for a child in turn"
                        + " that cannot begin before execution "
                        + claim.within().get(claim.within().size() - 1)
                        + " ends; have both take their keys in the same order, or give one another key or a higher"
                        + " limit");
    }

    /** Does what {@code on_conflict} says; before the execution, which is new, takes its place. */
    void resolve(Hosted newcomer, long now) {
        Claim claim = newcomer.hosting().claim();
        if (claim == null) {
            return;
        }
        Map<ExecutionId, @Nullable Hosted> before = keys.before(claim);
        if (before.size() < claim.limit()) {
            return;
        }
        List<ExecutionId> ids = List.copyOf(before.keySet());
        if (claim.onConflict() == OnConflict.SKIP) {
            String reason = "skipped: execution " + ids.get(0) + " has " + claim.described();
            newcomer.decide(
                    new Signal.CancelAsked(now, CancelScope.EXECUTION, null, Event.CancelRequested.BY_SKIP, reason));
            return;
        }
        newcomer.emit(queued(claim, ids, now));
        if (claim.onConflict() == OnConflict.CANCEL_RUNNING) {
            outdone(before, claim, before.size() - claim.limit() + 1)
                    .forEach(id -> outdo(before.get(id), newcomer, claim, now));
        }
    }

    /** The oldest so many; but not whoever waits for the new one itself. */
    private static List<ExecutionId> outdone(Map<ExecutionId, @Nullable Hosted> before, Claim claim, int most) {
        return before.keySet().stream()
                .filter(id -> !claim.within().contains(id))
                .limit(Math.max(0, most))
                .toList();
    }

    private static void outdo(@Nullable Hosted old, Hosted newcomer, Claim claim, long now) {
        if (old != null) {
            newcomer.outdoes(); // they end for it only if it is
            old.decide(new Signal.CancelAsked(
                    now,
                    CancelScope.EXECUTION,
                    null,
                    Event.CancelRequested.BY_CANCEL_RUNNING,
                    "execution " + newcomer.id() + " needs " + claim.described()));
        }
    }

    /** Those that a new execution, which waits by now, cancels, and that nobody carries out who could be told. */
    List<ExecutionId> toCancel(Claim claim) {
        Map<ExecutionId, @Nullable Hosted> before = keys.before(claim);
        return claim.onConflict() == OnConflict.CANCEL_RUNNING
                ? outdone(before, claim, before.size() - claim.limit()).stream()
                        .filter(id -> before.get(id) == null)
                        .toList()
                : List.of();
    }

    /** It is recorded of an execution if it has to wait for its key. */
    static void noteQueued(KeyRing keys, Hosted newcomer, long now) {
        KeyWait wait = keys.wait(newcomer);
        if (wait != null) {
            newcomer.emit(queued(wait.claim(), wait.holders(), now));
        }
    }

    private static Event.Noted queued(Claim claim, List<ExecutionId> before, long now) {
        return new Event.Noted(
                now,
                Event.Noted.CONCURRENCY,
                Event.Noted.QUEUED,
                Map.of(
                        "workflow",
                        claim.workflow(),
                        "key",
                        claim.key(),
                        "limit",
                        (long) claim.limit(),
                        "before",
                        (long) before.size(),
                        "executions",
                        before.stream()
                                .limit(MOST_NAMED)
                                .map(ExecutionId::value)
                                .toList()));
    }
}
