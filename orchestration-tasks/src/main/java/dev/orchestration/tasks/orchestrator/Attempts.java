package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.decide.Signal.AttemptResult;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What becomes of attempts that workers have: they return, are asked to end, are given up. Confined to the loop. */
final class Attempts {
    private final Loop loop;
    private final Admission admission;
    private final Workers workers;

    Attempts(Loop loop, Admission admission, Workers workers) {
        this.loop = loop;
        this.admission = admission;
        this.workers = workers;
    }

    /** A worker reports an end, perhaps of an attempt that nobody waits for any more. */
    void returned(AttemptKey key, AttemptResult result) {
        Hosted owner = loop.hosted(key.execution());
        Running attempt = running(key);
        if (owner == null || attempt == null) {
            admission.returned(key);
            return;
        }
        admission.release(owner, attempt);
        over(owner, attempt, AttemptEnd.judge(attempt, result, loop.now()));
    }

    /** Asks a running attempt to end. */
    void end(Running attempt, EndReason reason) {
        attempt.ask(reason);
        workers.end(attempt.key(), reason);
    }

    /** Waits no longer for an attempt that was asked to end. */
    void abandon(Running attempt) {
        Hosted owner = loop.hosted(attempt.key().execution());
        if (owner != null && running(attempt.key()) == attempt) {
            admission.abandon(owner, attempt);
            over(owner, attempt, AttemptEnd.abandoned(attempt, loop.now()));
        }
    }

    private void over(Hosted owner, Running attempt, AttemptResult result) {
        AttemptKey key = attempt.key();
        loop.timers().cancel(attempt.timer());
        owner.running().remove(key.activation());
        owner.decide(new Signal.AttemptReturned(loop.now(), key.activation(), key.attempt(), result));
    }

    /** The execution is not carried out any further: what a worker has runs on until it notices, the rest is over. */
    void letGo(Hosted owner) {
        for (Running attempt : owner.running().values()) {
            if (attempt.handedOut()) {
                admission.abandon(owner, attempt);
            } else {
                admission.release(owner, attempt);
            }
        }
        owner.running().clear();
    }

    /** Records what became known of an attempt, unless it is over. */
    void note(AttemptKey key, LongFunction<Event> event) {
        Hosted owner = loop.hosted(key.execution());
        if (owner != null && running(key) != null) {
            owner.emit(event.apply(loop.now()));
        }
    }

    private @Nullable Running running(AttemptKey key) {
        Hosted owner = loop.hosted(key.execution());
        Running attempt = owner == null ? null : owner.running().get(key.activation());
        return attempt != null && attempt.key().equals(key) ? attempt : null;
    }

    /** How many hold a slot. */
    int busy() {
        return admission.busy();
    }

    /** How many were given up and still run. */
    int abandoned() {
        return admission.abandoned();
    }
}
