package dev.orchestration.app;

import dev.orchestration.app.view.Progress;
import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.workflow.Executions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Has the owner of the store carry an execution out, follows what is recorded of it, and tells it as if it were carried out
 * here. Should the owner end before, this process becomes the owner and goes on. One thread follows; an interrupt comes from
 * another.
 */
final class HandedOver {
    private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();
    private static final String INTERRUPTED = "interrupted";

    private final Succession succession;
    private final Delivery delivery;
    private final Errand.Request request;
    private final RunView view;
    private final Thread follower = Thread.currentThread();
    private volatile boolean interrupted;
    private volatile @Nullable ExecutionId execution;
    /** The command that asks the owner to suspend it. */
    private volatile @Nullable String suspension;

    private final Set<Activation> active = new HashSet<>();
    private @Nullable Questions questions;
    private boolean owned;
    private long known;
    private @Nullable Event lastTurn;

    HandedOver(Succession succession, Errand.Request request, RunView view) {
        this.succession = succession;
        this.delivery = new Delivery(succession, view);
        this.request = request;
        this.view = view;
    }

    /** From now on what its steps ask of people is told, too. */
    void telling(Questions asked) {
        questions = asked;
    }

    private Archive archive() {
        return succession.viewed().archive();
    }

    /** The execution that the request names. */
    ExecutionId about() {
        return new ExecutionId(String.valueOf(request.command().execution()));
    }

    /** Says who is asked. */
    void announce() {
        succession
                .owner()
                .ifPresent(owner -> view.say(succession.named(owner) + " owns the store and is asked to "
                        + request.command().verb() + "; this one follows"));
    }

    /**
     * Returns when the execution has ended or is paused.
     *
     * @return empty if an interrupt came before it was begun, and it never will be
     * @throws OrchestrationException if the owner refuses, or if this process became the owner and cannot go on
     */
    Optional<ExecutionId> carryOut(Progress progress) {
        Optional<ExecutionId> begun = begin();
        begun.ifPresent(id -> follow(id, progress));
        return begun;
    }

    /** The first half of {@link #carryOut}: returns when it is begun. */
    Optional<ExecutionId> begin() {
        String about = request.command().execution();
        known = about == null ? 0 : archive().end(new ExecutionId(about)).commits();
        Optional<Event.CommandReceived> answer = delivery.deliver(request.command(), () -> interrupted);
        owned = succession.engine().isPresent();
        answer.ifPresent(Delivery::requireDone);
        Optional<ExecutionId> begun = answer.map(done -> new ExecutionId(String.valueOf(done.execution())));
        begun.ifPresent(id -> {
            execution = id;
            if (interrupted) {
                suspend(id);
            }
            tellStanding(id);
        });
        return begun;
    }

    private void tellStanding(ExecutionId id) {
        Questions asked = questions;
        if (asked != null && request.command().execution() != null) {
            Executions executions = succession.executions();
            asked.standing(id, executions.view(executions.require(id)).waits());
        }
    }

    private void follow(ExecutionId id, Progress progress) {
        while (!isOver(id, progress)) {
            rest();
        }
    }

    /** Between two looks. */
    static void rest() {
        LockSupport.parkNanos(LOOK_NANOS);
    }

    /** The second half, again and again: says whether the execution has ended or is paused, and does what that takes. */
    boolean isOver(ExecutionId id, Progress progress) {
        boolean ours = succession.worksOn(id);
        boolean taken = isTakenOver();
        archive().replayAfter(id, known, commit -> tell(commit, progress)); // after the look at who works on it
        if (lastTurn instanceof Event.ExecutionEnded) {
            return true;
        }
        if (isLeftAlone()) {
            return true;
        }
        boolean paused = lastTurn instanceof Event.ExecutionPaused;
        if (paused && (interrupted || !isLeftBehind())) {
            boolean workedOn = succession.engine().isEmpty() || ours || succession.worksOn(id);
            return interrupted || taken || !workedOn || active.isEmpty(); // what ran when it was paused goes on
        }
        if (taken || paused) {
            return !goesOn(id);
        }
        if (succession.engine().isPresent() && !ours && !succession.worksOn(id)) {
            requireEnd(id, progress);
        }
        return false;
    }

    /** Whether this process became the owner since it was last asked to work on it, be it while it followed another one. */
    private boolean isTakenOver() {
        var unused = succession.takeOverIfDeserted();
        boolean before = owned;
        owned = succession.engine().isPresent();
        return owned && !before;
    }

    /** This process owns the store, and does not carry it out: either its end was just recorded, or the engine failed. */
    private void requireEnd(ExecutionId id, Progress progress) {
        archive().replayAfter(id, known, commit -> tell(commit, progress));
        if (!(lastTurn instanceof Event.ExecutionEnded) && !(lastTurn instanceof Event.ExecutionPaused)) {
            throw new OrchestrationException(
                    ErrorCode.INTERNAL,
                    "the engine failed while it worked on execution " + id + "; what is recorded stands");
        }
    }

    private boolean isLeftBehind() {
        return lastTurn instanceof Event.ExecutionPaused paused && Executions.isEndOfOwner(paused.reason());
    }

    private void tell(Commit commit, Progress progress) {
        known = commit.number();
        for (Event event : commit.events()) {
            if (event instanceof Event.ExecutionEnded
                    || event instanceof Event.ExecutionPaused
                    || event instanceof Event.ExecutionContinued
                    || event instanceof Event.ExecutionReopened) {
                lastTurn = event;
            } else if (event instanceof Event.AttemptStarted e) {
                active.add(e.activation());
            } else if (event instanceof Event.AttemptEnded e) {
                active.remove(e.activation());
            }
        }
        progress.committed(commit.events());
        if (questions != null) {
            questions.heard(commit.execution(), commit.events());
        }
    }

    /**
     * Whoever carried it out has ended, or is about to; the next owner goes on with it, be it this process or another. Says
     * false if an interrupt came before.
     */
    private boolean goesOn(ExecutionId id) {
        String who = succession.before().map(succession::named).orElse("the process");
        lastTurn = null;
        Optional<Event.CommandReceived> answer =
                delivery.deliver(request.commands().resume(id, request.allowed()), () -> interrupted);
        owned = succession.engine().isPresent();
        if (answer.isEmpty()) {
            return false;
        }
        // In a wrong state is what somebody else goes on with already, or what ended after all.
        OrchestrationException refusal = answer.get().isRefused() ? Delivery.refusal(answer.get()) : null;
        if (refusal != null && refusal.code() != ErrorCode.WRONG_STATE) {
            throw refusal;
        }
        boolean here = succession.engine().isPresent();
        view.say(who + ", which worked on it, has ended; "
                + (here ? "this process goes on with it" : "the store's next owner goes on with it"));
        return true;
    }

    /** Called when the follower is to end: the execution is suspended wherever it is carried out. */
    void interrupt() {
        interrupted = true;
        ExecutionId id = execution;
        if (id != null) {
            suspend(id);
        }
        LockSupport.unpark(follower);
    }

    private void suspend(ExecutionId id) {
        Optional<OrchestrationEngine> own = succession.engine();
        if (own.isPresent()) {
            own.get().suspend(INTERRUPTED);
        } else {
            Command command = request.commands().suspend(id, INTERRUPTED);
            succession.viewed().commands().send(command);
            suspension = command.id();
        }
    }

    /** Whether the owner does not suspend it, as it has not begun, or for another reason that it gives. */
    private boolean isLeftAlone() {
        String asked = suspension;
        Optional<Event.CommandReceived> answer =
                asked == null ? Optional.empty() : archive().answer(asked);
        boolean refused = answer.isPresent() && answer.get().isRefused();
        if (refused) {
            view.say(String.valueOf(answer.get().message()));
        }
        return refused;
    }
}
