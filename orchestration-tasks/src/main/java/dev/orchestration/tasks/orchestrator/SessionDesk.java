package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import java.time.Duration;
import java.util.Map;

/**
 * What the loop does for a session as a whole: takes resources ahead for it, and ends what runs in it when its time is up.
 * Thread-safe.
 */
public final class SessionDesk {
    private final FrontDesk desk;

    SessionDesk(FrontDesk desk) {
        this.desk = desk;
    }

    /**
     * Takes all of these resources for a session, or nothing: its steps draw on them first. Where they are not free its
     * executions wait until they are, before any step that lacks some of them.
     *
     * @param name of the session, for people
     * @param seated is run once on the loop when they are free later, and must be quick; not where this says true
     * @return whether the session has them already
     * @throws OrchestrationException ({@code CLOSED}) if the engine is closed
     */
    public boolean open(SessionId session, String name, Map<ResourceId, Double> amounts, Runnable seated) {
        SessionReserves.Waiting newcomer = new SessionReserves.Waiting(session, name, amounts, seated);
        return Boolean.TRUE.equals(desk.ask(on -> on.roster().sessions().open(newcomer)));
    }

    /**
     * Ends whatever runs in a session once {@code left} is over, as a timeout of each of its executions would.
     *
     * @param reason of that end, for people
     * @param over is run once on the loop when that was asked for, and must be quick
     * @throws OrchestrationException ({@code CLOSED}) if the engine is closed
     */
    public void expireAfter(SessionId session, Duration left, String reason, Runnable over) {
        long nanos = Math.max(0, left.toNanos());
        desk.tell(Message.of(on -> on.roster().sessions().expire(on, session, nanos, reason, over)));
    }

    /** The session has ended: what it has taken is free once no attempt draws on it, and its time does not run out. */
    public void close(SessionId session) {
        desk.ask(on -> {
            on.roster().sessions().close(on, session);
            return true;
        });
    }
}
