package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.StreamEnd;
import dev.orchestration.tasks.decide.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The executions that the loop carries out, and those that something happened to in this step. Confined to the loop. */
final class Roster {
    private final Admission admission;
    private final Obligations obligations;
    private final Rehosting rehosting;
    private final Recorder recorder;
    private final Lobby lobby = new Lobby();
    private final Map<ExecutionId, Hosted> hosted = new LinkedHashMap<>();
    private final List<Hosted> changes = new ArrayList<>();
    /** Those that came in, or changed, and got no place yet. */
    private final List<Hosted> newcomers = new ArrayList<>();
    private final Suspensions suspensions = new Suspensions();
    private final SessionHost sessions;
    private @Nullable OrchestrationException closed;
    private boolean roomMade;

    Roster(Admission admission, Obligations obligations, Recorder recorder) {
        this.admission = admission;
        this.obligations = obligations;
        this.rehosting = new Rehosting(obligations);
        this.recorder = recorder;
        this.sessions = new SessionHost(admission.capacity(), lobby);
    }

    @Nullable
    Hosted find(ExecutionId id) {
        return hosted.get(id);
    }

    /** Tells an execution, unless it is not carried out here any more. */
    void signal(Hosted target, Signal signal) {
        if (hosted.get(target.id()) == target) {
            target.decide(signal);
        }
    }

    /** All of them, in the order in which they came; a copy. */
    List<Hosted> all() {
        return new ArrayList<>(hosted.values());
    }

    /** Those that something happened to since they were recorded last, each once. */
    List<Hosted> changes() {
        return changes;
    }

    /** From now on whoever comes is refused. */
    void refuseNewcomers(OrchestrationException why) {
        closed = closed == null ? why : closed;
    }

    /** Takes an execution in, unless the loop is about to stop: then it is refused. */
    boolean host(Hosted newcomer) {
        if (closed != null) {
            newcomer.refuse(closed);
            return false;
        }
        hosted.put(newcomer.id(), newcomer);
        newcomer.join(changes);
        admission.join(newcomer);
        return true;
    }

    /** Takes in an execution that begins to be; its definition is recorded with it. */
    boolean hostNew(Hosted newcomer) {
        boolean taken = host(newcomer);
        if (taken) {
            recorder.define(newcomer.hosting().definition());
        }
        return taken;
    }

    /** Takes up an execution that has a history: tells its decider what is new, and lets it go on. */
    void takeUp(Hosted newcomer, List<LongFunction<Signal>> first, long now) {
        if (hosted.containsKey(newcomer.id())) {
            newcomer.refuse(new MeanwhileException(newcomer.id(), "is being carried out already"));
        } else if (takesIn(newcomer, first, now) && host(newcomer)) {
            enroll(newcomer, now);
        }
    }

    /** Before it has a place here, so that it leaves no trace where it turns out that what is asked makes no sense. */
    private static boolean takesIn(Hosted newcomer, List<LongFunction<Signal>> first, long now) {
        try {
            first.forEach(signal -> newcomer.decide(signal.apply(now)));
            return true;
        } catch (OrchestrationException e) {
            if (e.code() == ErrorCode.INTERNAL) {
                throw e;
            }
            newcomer.refuse(e);
            return false;
        }
    }

    /** Lets a new execution begin, unless it is one too many of its key that shall not. */
    void enrollNew(Hosted newcomer, long now) {
        new KeyConflict(lobby.keys()).resolve(newcomer, now);
        enroll(newcomer, now);
    }

    /** Executions that steps wait for. */
    Offspring offspring() {
        return obligations.offspring();
    }

    /** Lets an execution begin, or go on, in its session. */
    void enroll(Hosted newcomer, long now) {
        WorkflowStatus status = newcomer.state().lifecycle().status();
        if (status == WorkflowStatus.PENDING) {
            lobby.enter(newcomer, now);
        } else if (!status.isEnded()) {
            if (!lobby.count(newcomer, now)) {
                KeyConflict.noteQueued(lobby.keys(), newcomer, now);
            }
            newcomers.add(newcomer);
            obligations.rearm(newcomer, now);
        } else if (!newcomer.hasPending()) {
            remove(newcomer, now);
            newcomer.refuse(new OrchestrationException(
                    ErrorCode.WRONG_STATE, "execution " + newcomer.id() + " is " + status.wire() + " already"));
        }
        if (!newcomer.hasPending()) {
            newcomer.accepted().complete(null);
        }
    }

    /** Those that have more than limits. */
    SessionHost sessions() {
        return sessions;
    }

    /** Who has which key, and who waits for one. */
    KeyRing keys() {
        return lobby.keys();
    }

    /** Without whose end this one, which waits for its key, does not get it. */
    List<ExecutionId> needed(Hosted waiting) {
        return lobby.needed(waiting);
    }

    /** As {@link Rehosting#rehost}; it keeps its place in its session. */
    void rehost(Hosted forgetful, Hosting again, Iterable<Commit> history, long now) {
        rehosting.rehost(forgetful, again, history, now);
        newcomers.add(forgetful);
    }

    /** An execution that an attempt waits for does not wait for room in its session. */
    void letIn(ExecutionId id, long now) {
        Hosted awaited = hosted.get(id);
        if (awaited != null) {
            lobby.letIn(awaited, now);
        }
    }

    /** As {@link Lobby#pauseOnceIn}. */
    boolean pauseOnceIn(ExecutionId id, @Nullable String reason) {
        Hosted child = hosted.get(id);
        return child != null && lobby.pauseOnceIn(child, reason);
    }

    /** Records something about the engine itself with this step. */
    void note(Event event, StreamEnd recorded) {
        recorder.note(event, recorded);
    }

    /** @throws AnsweredException if the command has its answer, recorded or not yet */
    void requireUnanswered(@Nullable Receipt receipt) {
        if (receipt != null && recorder.hasAnswered(receipt.command())) {
            throw new AnsweredException(receipt);
        }
    }

    /** Asks what runs of an execution to end, and pauses it then; it starts nothing any more. */
    void suspend(Hosted leaving, String reason) {
        suspensions.begin(leaving, reason);
        leaving.running().all().forEach(attempt -> obligations.expire(attempt, EndReason.SHUTDOWN));
    }

    void remove(Hosted gone, long now) {
        if (hosted.remove(gone.id(), gone)) {
            admission.leave(gone);
            roomMade |= lobby.leave(gone, now);
            for (Hosted freed : lobby.takeFreed()) {
                newcomers.add(freed);
                offspring().cameIn(freed);
            }
        }
    }

    /** Admits whom their sessions have room for, and gives everybody to whom something happened their place anew. */
    void admit(long now) {
        suspensions.pauseWhatIsAtRest(this, now);
        sessions.seat(now);
        lobby.admit(now);
        for (Hosted newcomer : newcomers) {
            admission.changed(newcomer, now);
        }
        newcomers.clear();
        for (int i = 0; i < changes.size(); i++) {
            admission.changed(changes.get(i), now);
        }
    }

    /** What happened is recorded, but nobody gets a place yet. */
    void keepForLater() {
        newcomers.addAll(changes);
    }

    /** Whether somebody left, since this was asked last, for whom another may come in. */
    boolean takeRoomMade() {
        boolean made = roomMade;
        roomMade = false;
        return made;
    }

    /** Tells all who wait for an execution that it goes no further here. */
    void refuseAll(OrchestrationException why) {
        hosted.values().forEach(each -> each.refuse(why));
    }

    /** Nobody is carried out any more. */
    void clear() {
        hosted.clear();
        newcomers.clear();
        suspensions.clear();
        changes.clear();
    }
}
