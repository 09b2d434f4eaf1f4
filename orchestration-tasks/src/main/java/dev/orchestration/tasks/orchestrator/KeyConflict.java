package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.OnConflict;
import dev.orchestration.tasks.decide.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of a new execution, and of those before it, when its key is not free. Confined to the loop. */
final class KeyConflict {
    /** So many executions are named in what is recorded. */
    private static final int MOST_NAMED = 5;

    private final KeyRing keys;

    KeyConflict(KeyRing keys) {
        this.keys = keys;
    }

    /** Why the execution must not even begin: it would wait for those who wait for it. Null if it may. */
    @Nullable
    OrchestrationException refusal(Hosted newcomer) {
        Claim claim = newcomer.hosting().claim();
        if (claim == null || claim.within().isEmpty() || claim.onConflict() == OnConflict.SKIP) {
            return null;
        }
        Map<ExecutionId, @Nullable Hosted> before = keys.before(claim);
        List<ExecutionId> own =
                claim.within().stream().filter(before::containsKey).toList();
        return own.size() < claim.limit()
                ? null
                : new OrchestrationException(
                        ErrorCode.WRONG_STATE,
                        "execution " + own.get(0) + " has " + claim.described()
                                + " and would wait for a child that needs"
                                + " the same key, for ever; give one of them another key, or a higher limit");
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
            before.values().stream()
                    .limit(before.size() - claim.limit() + 1L)
                    .forEach(each -> outdo(each, newcomer, claim, now));
        }
    }

    private static void outdo(@Nullable Hosted old, Hosted newcomer, Claim claim, long now) {
        if (old != null) {
            old.decide(new Signal.CancelAsked(
                    now,
                    CancelScope.EXECUTION,
                    null,
                    Event.CancelRequested.BY_CANCEL_RUNNING,
                    "execution " + newcomer.id() + " needs " + claim.described()));
        }
    }

    /** Those whose end a new execution waits for that cancels others, and that nobody carries out who could be told. */
    List<ExecutionId> toCancel(Claim claim) {
        Map<ExecutionId, @Nullable Hosted> before = keys.before(claim);
        List<ExecutionId> asleep = new ArrayList<>();
        before.forEach((id, hosted) -> {
            if (hosted == null) {
                asleep.add(id);
            }
        });
        return claim.onConflict() == OnConflict.CANCEL_RUNNING && before.size() > claim.limit() ? asleep : List.of();
    }

    /** What is recorded of an execution that has to wait for its key. */
    static Event.Noted queued(Claim claim, List<ExecutionId> before, long now) {
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
