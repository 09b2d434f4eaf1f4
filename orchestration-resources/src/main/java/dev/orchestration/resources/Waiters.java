package dev.orchestration.resources;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * Those who wait, in the order in which they came. What one needs is claimed in every pool it may come from, and nobody who
 * came later, a newcomer least of all, gets anything of a claim: so a big request is passed only by those who take what it
 * does not need, and gets its turn once enough has been given back. Not thread-safe: part of the {@link Ledger}.
 */
final class Waiters {
    private final Ledger ledger;
    private final Changes changes;
    private final Queue<Waiter> line = new ArrayDeque<>();
    private long nextDue = Ticks.NEVER;

    Waiters(Ledger ledger, Changes changes) {
        this.ledger = ledger;
        this.changes = changes;
    }

    boolean isEmpty() {
        return line.isEmpty();
    }

    /** In their order. */
    List<AllocationRequest> requests() {
        return line.stream().map(Waiter::request).toList();
    }

    /**
     * Puts somebody at the end of the line, from where it may be served, or sent away as too late, at once.
     *
     * @throws dev.orchestration.state.OrchestrationException if it asks for what can never be had
     */
    Waiter enter(AllocationRequest request, Duration patience, Runnable wake) {
        ledger.pools().delay(request.amounts());
        Waiter waiter = new Waiter(request, ledger.now() + Ticks.nanos(patience), wake);
        line.add(waiter);
        if (changes.areHeard()) {
            changes.add(new ResourceEvent.Waiting(ledger.ticks().micros(), request));
        }
        serve();
        return waiter;
    }

    /** When somebody will have waited long enough, or a rate may have refilled for somebody. */
    long nextDue() {
        return nextDue;
    }

    /**
     * From the first to the last: gives whoever can be served what it asked for, sends away whoever has waited long enough,
     * and renews the claims of the others.
     */
    void serve() {
        Pools pools = ledger.pools();
        long now = ledger.now();
        pools.all().forEach(Pool::forgetClaims);
        nextDue = Ticks.NEVER;
        for (Iterator<Waiter> each = line.iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            ResourceVector wanted = waiter.request().amounts();
            long delay = pools.delay(wanted);
            if (delay == 0) {
                each.remove();
                waiter.serve(ledger.give(waiter.request()));
            } else if (waiter.deadline() <= now) {
                each.remove();
                waiter.endTooLate(new Refusals(pools).shortage(wanted));
                noteGaveUp(waiter);
            } else {
                pools.claim(wanted);
                long served = delay == Ticks.NEVER ? Ticks.NEVER : now + delay;
                nextDue = Math.min(nextDue, Math.min(waiter.deadline(), served));
            }
        }
    }

    /** Sends those away whom {@code which} names. */
    void dismiss(Predicate<Waiter> which, Waiter.State how) {
        List<Waiter> ended = line.stream().filter(which).toList();
        if (!ended.isEmpty()) {
            line.removeAll(ended);
            ended.forEach(waiter -> {
                waiter.end(how);
                noteGaveUp(waiter);
            });
            serve(); // even if nobody is left: what they claimed is free
            ledger.noteFreed();
        }
    }

    private void noteGaveUp(Waiter waiter) {
        if (changes.areHeard()) {
            changes.add(new ResourceEvent.GaveUp(ledger.ticks().micros(), waiter.request()));
        }
    }

    /**
     * How many nanoseconds {@code waiter} should sleep before it looks again; 0 if it has ended. The first in the line looks
     * after what is due for all of them, so the others need no more than their own deadline.
     *
     * @param interrupted whether it does not want to wait any longer
     */
    long look(Waiter waiter, boolean interrupted) {
        if (interrupted) {
            dismiss(each -> each == waiter, Waiter.State.INTERRUPTED);
        }
        if (waiter.state() != Waiter.State.WAITING) {
            return 0;
        }
        long until = line.peek() == waiter ? Math.min(waiter.deadline(), ledger.nextDue()) : waiter.deadline();
        waiter.sleep(until);
        return Math.max(1, until - ledger.now());
    }

    /** Sees to it that the first one is awake by {@code due}. */
    void wakeFirstBy(long due) {
        Waiter first = line.peek();
        if (first != null) {
            first.wakeBy(due);
        }
    }
}
