package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.decide.Signal;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Executions that wait for their session to have room, first come first served; a full session does not hold up another.
 * Only sessions in which somebody came or left are looked at. Confined to the loop.
 */
final class Lobby {
    /** One session's. */
    private static final class Room {
        final Set<Hosted> waiting = new LinkedHashSet<>();
        final Set<Hosted> inside = new LinkedHashSet<>();
    }

    private final Map<SessionId, Room> rooms = new HashMap<>();
    private final Set<Room> touched = new LinkedHashSet<>();

    private Room room(Hosted hosted) {
        return rooms.computeIfAbsent(hosted.hosting().session().session(), session -> new Room());
    }

    /** What a step of the same session waits for never waits itself: it might be for that step to end. */
    void enter(Hosted hosted, long at) {
        if (isAwaited(hosted)) {
            hosted.decide(new Signal.Admitted(at));
            return;
        }
        Room room = room(hosted);
        room.waiting.add(hosted);
        touched.add(room);
    }

    /** Admits whom the limits allow. */
    void admit(long at) {
        if (!touched.isEmpty()) {
            touched.forEach(room -> admit(room, at));
            touched.clear();
        }
    }

    private static void admit(Room room, long at) {
        for (Iterator<Hosted> all = room.waiting.iterator(); all.hasNext(); ) {
            Hosted hosted = all.next();
            if (hosted.state().lifecycle().status() != WorkflowStatus.PENDING) {
                all.remove();
                continue;
            }
            if (room.inside.size() >= hosted.hosting().session().maxParallelWorkflows()) {
                return;
            }
            all.remove();
            room.inside.add(hosted);
            hosted.decide(new Signal.Admitted(at));
        }
    }

    /** Admits one that waits, whatever the limits say. */
    void letIn(Hosted hosted, long at) {
        Room room = room(hosted);
        if (room.waiting.remove(hosted) && hosted.state().lifecycle().status() == WorkflowStatus.PENDING) {
            room.inside.add(hosted);
            hosted.decide(new Signal.Admitted(at));
        }
    }

    /** The execution takes a place in its session, also when it was admitted in an earlier life. */
    void count(Hosted hosted) {
        if (isAwaited(hosted)) {
            return;
        }
        room(hosted).inside.add(hosted);
    }

    private static boolean isAwaited(Hosted hosted) {
        return hosted.state().lifecycle().created().parent() != null;
    }

    /** An execution gives its place back; says whether others wait for one. */
    boolean leave(Hosted hosted) {
        SessionId session = hosted.hosting().session().session();
        Room room = rooms.get(session);
        if (room == null) {
            return false;
        }
        room.waiting.remove(hosted);
        boolean had = room.inside.remove(hosted);
        if (room.waiting.isEmpty() && room.inside.isEmpty()) {
            rooms.remove(session);
            touched.remove(room);
            return false;
        }
        touched.add(room);
        return had && !room.waiting.isEmpty();
    }
}
