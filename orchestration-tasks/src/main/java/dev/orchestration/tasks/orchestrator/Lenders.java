package dev.orchestration.tasks.orchestrator;

import dev.orchestration.tasks.CircularWaitException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The attempts that wait for others of the same engine. While one waits, its slot and its place among the tasks of its
 * session are free for others; it keeps its resources, and its place in its execution, whose other steps it never waits for.
 * Who has got his answer comes before whoever wants to start, and goes on as soon as there is room again; who was asked to
 * end, or is out of patience, goes on at once. Confined to the loop.
 */
final class Lenders {
    private record Returning(Attempt attempt, Workers.Loan loan) {}

    private final Admission admission;
    private final Map<Attempt, Awaiting> waiting = new LinkedHashMap<>();
    private final Deque<Returning> returning = new ArrayDeque<>();

    Lenders(Admission admission) {
        this.admission = admission;
    }

    /** @throws CircularWaitException if it would wait for itself */
    void refuseCircle(Attempt attempt, List<Awaiting> what, Roster roster) {
        CircularWaitException refusal = new CircularWait(attempt, waiting, roster).find(what);
        if (refusal != null) {
            throw refusal;
        }
    }

    /** Its thread waits for {@code answer}, which becomes a refusal if that is in vain. */
    void lend(Workers.Loan loan, Awaiting what, CompletableFuture<?> answer, Loop on) {
        Attempt attempt = loan.attempt();
        if (attempt.isOver() || attempt.asked() != null || answer.isDone()) {
            return;
        }
        CircularWaitException refusal = new CircularWait(attempt, waiting, on.roster()).find(List.of(what));
        if (refusal != null) {
            answer.completeExceptionally(refusal);
        } else if (loan.lend()) {
            waiting.put(attempt, what);
            admission.lend(attempt);
            if (what instanceof Awaiting.OfExecution execution) {
                on.roster().letIn(execution.id(), on.now());
            }
        }
    }

    /** Its thread waits no more, but for the room to go on; {@link #readmit} lets it. */
    void comeBack(Workers.Loan loan) {
        if (waiting.remove(loan.attempt()) != null) {
            returning.add(new Returning(loan.attempt(), loan));
        }
    }

    /** Its thread has gone on without waiting for room. */
    void ranOn(Workers.Loan loan) {
        Attempt attempt = loan.attempt();
        boolean lent = waiting.remove(attempt) != null;
        boolean queued = returning.removeIf(each -> each.attempt() == attempt);
        if (lent || queued) {
            admission.takeBack(attempt);
        }
    }

    /** Lets those go on whose sessions have room; before anybody else starts. */
    void readmit() {
        if (returning.isEmpty()) {
            return;
        }
        for (int left = returning.size(); left > 0; left--) {
            Returning first = returning.remove();
            if (admission.hasRoom(first.attempt())) {
                admission.takeBack(first.attempt());
                first.loan().giveBack();
            } else {
                returning.add(first);
            }
        }
    }

    /** Nobody waits for the end of the attempt any more. */
    void forget(Attempt attempt) {
        waiting.remove(attempt);
        returning.removeIf(each -> each.attempt() == attempt);
    }
}
