package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.decide.Signal.AttemptResult;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What becomes of attempts that workers have: they return, are asked to end, are given up. Confined to the loop. */
final class Attempts {
    private final Loop loop;
    private final Admission admission;
    private final Capacity capacity;
    private final Deadlines deadlines;
    /** By {@link ErrorKind}, how many ended so. */
    private final long[] errors = new long[ErrorKind.values().length];

    Attempts(Loop loop, Admission admission, Capacity capacity) {
        this.loop = loop;
        this.admission = admission;
        this.capacity = capacity;
        this.deadlines = new Deadlines(loop, capacity);
    }

    /** An attempt that runs already is in hand from now on. */
    void adopt(Attempt attempt) {
        admission.adopt(attempt);
    }

    /** An attempt that was adopted waits for others. */
    void adoptLent(Attempt attempt) {
        admission.lend(attempt);
    }

    /** A worker reports an end, perhaps of an attempt that nobody waits for any more. */
    void returned(Attempt attempt, AttemptResult result) {
        if (attempt.isOver()) {
            capacity.returned(attempt);
            return;
        }
        attempt.pace().observe(result.endedAt() - result.startedAt());
        admission.release(attempt);
        over(attempt, AttemptEnd.judge(attempt, result));
    }

    /** Asks a running attempt to end. */
    void end(Attempt attempt, EndReason reason) {
        attempt.ask(reason);
        Workers.Carried carried = attempt.carried();
        if (carried != null) {
            carried.end(reason);
        }
    }

    /** Waits no longer for an attempt that was asked to end. */
    void abandon(Attempt attempt) {
        if (!attempt.isOver()) {
            giveUp(attempt);
            over(attempt, AttemptEnd.abandoned(attempt, loop.now()));
        }
    }

    /** The engine stops, and waits for nobody any more: what is in hand is over by that, whatever its thread goes on to do. */
    void leaveBehind() {
        for (Attempt attempt : List.copyOf(capacity.holders())) {
            giveUp(attempt);
            over(attempt, AttemptEnd.leftBehind(attempt, loop.now()));
        }
    }

    private void giveUp(Attempt attempt) {
        admission.abandon(attempt);
        Workers.Carried carried = attempt.carried();
        if (carried != null) {
            carried.abandon();
        }
    }

    private void over(Attempt attempt, AttemptResult result) {
        attempt.overNow();
        count(result.error());
        deadlines.ended();
        loop.timers().cancel(attempt.watch());
        if (result.outcome() != Outcome.COMPLETED) {
            recordBeat(attempt); // for the next attempt
        }
        attempt.owner().running().remove(attempt.row());
        attempt.owner().decide(new Signal.AttemptReturned(loop.now(), attempt.activation(), attempt.number(), result));
    }

    private void count(@Nullable Failure error) {
        if (error != null) {
            errors[error.kind().ordinal()]++;
        }
    }

    /** How many ended with an error of this kind since the loop began. */
    long errors(ErrorKind kind) {
        return errors[kind.ordinal()];
    }

    /** The execution is not carried out any further: what a worker has is asked to end, the rest is over. */
    void letGo(Hosted owner) {
        for (Attempt attempt : owner.running().all()) {
            if (attempt.carried() == null) {
                admission.release(attempt);
            } else {
                end(attempt, EndReason.SHUTDOWN);
                giveUp(attempt);
            }
            attempt.overNow();
        }
        owner.running().clear();
    }

    /** Records what an attempt told last of its progress, unless that is recorded already or nobody asks any more. */
    void recordBeat(Attempt attempt) {
        JsonValue details = attempt.takeUnrecorded(loop.nanosAfter(0));
        if (details != null && attempt.owner().running().get(attempt.row()) == attempt) {
            attempt.owner()
                    .emit(new Event.AttemptBeat(loop.now(), attempt.activation(), attempt.number(), details.raw()));
        }
    }

    /** Records what became known of an attempt, unless it is over. */
    void note(Attempt attempt, LongFunction<Event> event) {
        if (!attempt.isOver()) {
            attempt.owner().emit(event.apply(loop.now()));
        }
    }

    /** What ends them if they do not. */
    Deadlines deadlines() {
        return deadlines;
    }

    /** Those who wait for others. */
    Lenders lenders() {
        return admission.lenders();
    }

    /** How many hold a slot. */
    int busy() {
        return capacity.busy();
    }

    /** How many were given up and still run. */
    int abandoned() {
        return capacity.abandoned();
    }
}
