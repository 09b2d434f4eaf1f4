package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.CircularWaitException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the end of tasks and executions, and knows when the thread that waits carries out an attempt of this engine: then
 * the attempt lends its slot, so that what it waits for can run. Thread-safe.
 */
final class Lending {
    private final Workers workers;
    private final Reception reception;

    Lending(Workers workers, Reception reception) {
        this.workers = workers;
        this.reception = reception;
    }

    /**
     * Waits as {@link Awaited#get(CompletableFuture, Duration, Supplier)} does.
     *
     * @throws CircularWaitException if the attempt that waits would wait for itself
     */
    <T extends @Nullable Object> T get(
            CompletableFuture<T> answer, Awaiting what, @Nullable Duration patience, Supplier<String> late) {
        Workers.Loan loan = answer.isDone() ? null : workers.loan();
        if (loan == null) {
            return Awaited.get(answer, reception.drive().awaiting(answer, patience), late);
        }
        CompletableFuture<T> own = answer.copy(); // as it may become a refusal
        reception.post(Message.of(on -> on.attempts().lenders().lend(loan, what, own, on)));
        try {
            return Awaited.get(own, reception.drive().awaiting(own, patience), late);
        } finally {
            goOn(loan, own.isDone());
        }
    }

    /**
     * Whether the answer comes in time; nobody waits for it after that.
     *
     * @throws OrchestrationException as {@link #get}, but for the patience
     */
    boolean isDone(CompletableFuture<? extends @Nullable Object> answer, Awaiting what, Duration patience) {
        try {
            get(answer, what, patience, () -> "late");
            return true;
        } catch (OrchestrationException e) {
            if (e.code() == ErrorCode.TIMEOUT && !answer.isDone()) {
                answer.cancel(false);
                return false;
            }
            throw e;
        }
    }

    /** Who has no answer goes on at once: what he does then may be what those wait for who hold the slots. */
    private void goOn(Workers.Loan loan, boolean answered) {
        if (loan.keep()) {
            return;
        }
        if (answered
                && reception.post(Message.of(on -> on.attempts().lenders().comeBack(loan)))
                && loan.awaitReturn()) {
            return;
        }
        loan.runOn();
        reception.post(Message.of(on -> on.attempts().lenders().ranOn(loan)));
    }

    /** What refuses, on the loop, that the calling thread waits for what needs its own attempt; does nothing elsewhere. */
    Check check() {
        Workers.Loan loan = workers.loan();
        return loan == null
                ? (on, what) -> {}
                : (on, what) -> on.attempts().lenders().refuseCircle(loan.attempt(), what, on.roster());
    }

    /** Refuses to wait for something. */
    interface Check {
        /** @throws CircularWaitException if that were in vain */
        void require(Loop on, List<Awaiting> what);
    }
}
