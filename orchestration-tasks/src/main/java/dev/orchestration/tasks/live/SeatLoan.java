package dev.orchestration.tasks.live;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.tasks.orchestrator.Attempt;
import dev.orchestration.tasks.orchestrator.Workers;
import java.util.concurrent.CountDownLatch;

/**
 * The seat of an attempt whose thread waits for other attempts. The thread gets one back from a worker that claims this loan
 * as it would claim an attempt, and passes its own seat on. Thread-safe.
 *
 * <p>Whoever moves the state first decides: a seat is given to a thread that still waits for one, or taken by a thread that
 * does not wait, never both; and an attempt that is not waited for any more gets none.
 */
final class SeatLoan implements Workers.Loan, Turn {
    private enum State {
        /** The thread has its seat yet, as the loop has not looked. */
        ASKED,
        /** Somebody else has the seat. */
        LENT,
        /** The thread has a seat. */
        BACK,
        /** The attempt was given up meanwhile: its thread runs on without a seat. */
        LOST
    }

    private final LiveAttempt live;
    private final LiveWorkers workers;
    private final CountDownLatch over = new CountDownLatch(1);

    @GuardedBy("this")
    private State state = State.ASKED;

    SeatLoan(LiveAttempt live, LiveWorkers workers) {
        this.live = live;
        this.workers = workers;
    }

    @Override
    public Attempt attempt() {
        return live.attempt();
    }

    private synchronized boolean move(State from, State to) {
        boolean moves = state == from;
        state = moves ? to : state;
        return moves;
    }

    @Override
    public boolean lend() {
        boolean lent = move(State.ASKED, State.LENT);
        if (lent) {
            live.lentBy(this);
            workers.seats().add(1); // who comes to it is woken at the end of the step
        }
        return lent;
    }

    @Override
    public boolean keep() {
        return move(State.ASKED, State.BACK);
    }

    @Override
    public void giveBack() {
        workers.resume(this);
    }

    /** The caller's seat goes to the waiting thread; says false if that waits no more. */
    boolean take() {
        boolean taken = move(State.LENT, State.BACK);
        if (taken) {
            over.countDown();
        }
        return taken;
    }

    @Override
    public boolean awaitReturn() {
        if (live.asked()) {
            return false;
        }
        try {
            over.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void runOn() {
        if (move(State.LENT, State.BACK)) {
            workers.seats().overdraw();
            live.overdrew();
        }
    }

    /** The attempt is given up; says whether it has a seat to leave. */
    boolean lose() {
        boolean lost = move(State.LENT, State.LOST);
        if (lost) {
            over.countDown();
        }
        return !lost;
    }
}
