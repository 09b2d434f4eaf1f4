package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.decide.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Executions that wait for their key, and then for their session to have room, first come first served; a full session does
 * not hold up another, nor a key that is taken those that need another one. Whoever has room has his key, so nobody waits for
 * a key in somebody's way. Only sessions in which somebody came or left are looked at. Confined to the loop.
 */
final class Lobby {
    /** One session's. */
    private static final class Room {
        final Set<Hosted> waiting = new LinkedHashSet<>();
        final Set<Hosted> inside = new LinkedHashSet<>();
    }

    private final KeyRing keys = new KeyRing();
    private final Map<SessionId, Room> rooms = new HashMap<>();
    private final Set<Room> touched = new LinkedHashSet<>();
    /** They are let in, whatever the limits say, once they have their key. */
    private final Set<Hosted> awaited = new HashSet<>();
    /** They pause as soon as they have their key, for these reasons. */
    private final Map<Hosted, String> pausing = new HashMap<>();
    /** Sessions that wait for resources of their own: nobody of them is let in. */
    private final Set<SessionId> shut = new HashSet<>();
    /** Those that had begun before and got their key since this was asked last. */
    private List<Hosted> freed = new ArrayList<>();

    KeyRing keys() {
        return keys;
    }

    /** Lets nobody of the session in from now on. */
    void shut(SessionId session) {
        shut.add(session);
    }

    /** Lets in again whom the limits of the session allow; does nothing where it was not shut. */
    void open(SessionId session, long at) {
        Room room = shut.remove(session) ? rooms.get(session) : null;
        if (room != null) {
            touched.add(room);
            for (Hosted each : List.copyOf(room.waiting)) {
                if (awaited.remove(each)) {
                    goIn(each, at);
                }
            }
        }
    }

    private Room room(Hosted hosted) {
        return rooms.computeIfAbsent(hosted.hosting().session().session(), session -> new Room());
    }

    void enter(Hosted hosted, long at) {
        if (keys.take(hosted)) {
            lineUp(hosted, at);
        } else if (isChild(hosted)) {
            makeWay(hosted, at);
        }
    }

    /** Somebody who has room waits for this one, which waits for its key: so whoever gets that first waits for no room. */
    private void makeWay(Hosted urgent, long at) {
        for (Hosted first : keys.first(urgent)) {
            if (keys.waits(first)) {
                awaited.add(first);
            } else {
                goIn(first, at);
            }
        }
    }

    /** What a step of the same session waits for does not wait for room: it might be for that step to end. */
    private void lineUp(Hosted hosted, long at) {
        if (isChild(hosted)) {
            hosted.decide(new Signal.Admitted(at));
            String reason = pausing.remove(hosted);
            if (reason != null) {
                hosted.decide(new Signal.PauseAsked(at, reason));
            }
            return;
        }
        Room room = room(hosted);
        room.waiting.add(hosted);
        touched.add(room);
    }

    /**
     * A child that waits for its key pauses as soon as it has it; says false for one that has begun.
     *
     * @param reason null if it goes on after all
     */
    boolean pauseOnceIn(Hosted child, @Nullable String reason) {
        if (child.state().lifecycle().status() != WorkflowStatus.PENDING) {
            return false;
        }
        if (reason == null) {
            pausing.remove(child);
        } else {
            pausing.put(child, reason);
        }
        return true;
    }

    /** Admits whom the limits allow. */
    void admit(long at) {
        if (!touched.isEmpty()) {
            touched.forEach(room -> admit(room, at));
            touched.clear();
        }
    }

    private void admit(Room room, long at) {
        for (Iterator<Hosted> all = room.waiting.iterator(); all.hasNext(); ) {
            Hosted hosted = all.next();
            if (hosted.state().lifecycle().status() != WorkflowStatus.PENDING) {
                all.remove();
                continue;
            }
            if (shut.contains(hosted.hosting().session().session())) {
                return;
            }
            if (room.inside.size() >= hosted.hosting().session().maxParallelWorkflows()) {
                return;
            }
            all.remove();
            room.inside.add(hosted);
            hosted.decide(new Signal.Admitted(at));
        }
    }

    /** Admits one that waits, whatever the limits of its session say; its key it needs all the same. */
    void letIn(Hosted hosted, long at) {
        if (keys.waits(hosted)) {
            awaited.add(hosted);
            makeWay(hosted, at);
        } else {
            goIn(hosted, at);
        }
    }

    private void goIn(Hosted hosted, long at) {
        if (shut.contains(hosted.hosting().session().session())) {
            awaited.add(hosted);
            return;
        }
        if (room(hosted).waiting.remove(hosted) && hosted.state().lifecycle().status() == WorkflowStatus.PENDING) {
            room(hosted).inside.add(hosted);
            hosted.decide(new Signal.Admitted(at));
        }
    }

    /**
     * The execution, which has begun in an earlier life, takes a place in its session, as soon as it has its key; says whether
     * it has it.
     */
    boolean count(Hosted hosted, long at) {
        if (keys.take(hosted)) {
            takePlace(hosted);
            return true;
        }
        hosted.standsOutside(true);
        if (isChild(hosted)) {
            makeWay(hosted, at);
        }
        return false;
    }

    private void takePlace(Hosted hosted) {
        if (!isChild(hosted)) {
            room(hosted).inside.add(hosted);
        }
    }

    private static boolean isChild(Hosted hosted) {
        return hosted.state().lifecycle().created().parent() != null;
    }

    /** An execution gives its place and its key back; says whether others wait for one. */
    boolean leave(Hosted hosted, long at) {
        awaited.remove(hosted);
        pausing.remove(hosted);
        boolean passedOn = false;
        for (Hosted next : keys.leave(hosted)) {
            passedOn = true;
            keyed(next, at);
        }
        SessionId session = hosted.hosting().session().session();
        Room room = rooms.get(session);
        if (room == null) {
            return passedOn;
        }
        room.waiting.remove(hosted);
        boolean had = room.inside.remove(hosted);
        if (room.waiting.isEmpty() && room.inside.isEmpty()) {
            rooms.remove(session);
            touched.remove(room);
            return passedOn;
        }
        touched.add(room);
        return passedOn || (had && !room.waiting.isEmpty());
    }

    private void keyed(Hosted next, long at) {
        if (next.state().lifecycle().status() != WorkflowStatus.PENDING) {
            next.standsOutside(false);
            takePlace(next);
            freed.add(next);
            return;
        }
        lineUp(next, at);
        if (awaited.remove(next)) {
            goIn(next, at);
        }
    }

    /** Those that had begun before and got their key since this was asked last. */
    List<Hosted> takeFreed() {
        List<Hosted> taken = freed;
        freed = taken.isEmpty() ? taken : new ArrayList<>();
        return taken;
    }

    /** Before whom an execution has to end so that this one, which waits for its key, gets it; empty where that is open. */
    List<ExecutionId> needed(Hosted hosted) {
        KeyWait wait = keys.wait(hosted);
        return wait == null || wait.claim().limit() > 1 ? List.of() : wait.holders();
    }
}
