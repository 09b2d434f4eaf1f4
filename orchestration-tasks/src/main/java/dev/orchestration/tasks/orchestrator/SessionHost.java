package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.decide.Signal;
import java.util.HashMap;
import java.util.Map;

/** The sessions that have more than limits: resources of their own, or a time after which they end. Confined to the loop. */
final class SessionHost {
    private final Capacity capacity;
    private final Lobby lobby;
    private final Map<SessionId, Timer> ends = new HashMap<>();

    SessionHost(Capacity capacity, Lobby lobby) {
        this.capacity = capacity;
        this.lobby = lobby;
    }

    /** Says whether the session has what it needs; its executions wait as long as it has not. */
    boolean open(SessionReserves.Waiting newcomer) {
        boolean open = capacity.reserves().open(newcomer);
        if (!open) {
            lobby.shut(newcomer.session());
        }
        return open;
    }

    /** Whoever waits for resources of its own comes before steps. */
    void seat(long now) {
        if (capacity.reserves().isAnyWaiting()) {
            for (SessionReserves.Waiting each : capacity.seat()) {
                lobby.open(each.session(), now);
                each.seated().run();
            }
        }
    }

    /** As {@link SessionDesk#expireAfter}. */
    void expire(Loop loop, SessionId session, long nanos, String reason, Runnable over) {
        Timer timer = Timer.of(on -> {
            ends.remove(session);
            endAll(on, session, reason);
            over.run();
        });
        loop.timers().cancel(ends.put(session, timer));
        loop.timers().set(timer, loop.nanosAfter(0) + nanos);
    }

    /** What a step waits for ends with that step; what has not begun did not take too long, and is cancelled. */
    private static void endAll(Loop loop, SessionId session, String reason) {
        for (Hosted each : loop.roster().all()) {
            boolean ofItsOwn = each.state().lifecycle().created().parent() == null;
            if (ofItsOwn && each.hosting().session().session().equals(session)) {
                boolean begun = each.state().lifecycle().status() != WorkflowStatus.PENDING;
                String by = begun ? Event.CancelRequested.BY_TIMEOUT : "session";
                loop.roster()
                        .signal(each, new Signal.CancelAsked(loop.now(), CancelScope.EXECUTION, null, by, reason));
            }
        }
    }

    /** As {@link SessionDesk#close}. */
    void close(Loop loop, SessionId session) {
        loop.timers().cancel(ends.remove(session));
        capacity.reserves().close(session);
        lobby.open(session, loop.now());
    }

    SessionReserves reserves() {
        return capacity.reserves();
    }
}
