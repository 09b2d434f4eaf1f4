package dev.orchestration.core;

import dev.orchestration.core.event.ContextEvent;
import dev.orchestration.core.event.EventBus;
import dev.orchestration.core.event.SessionEvent;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ContextChange;
import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.Times;
import dev.orchestration.state.record.RecordRow;
import dev.orchestration.state.record.Records;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Where a session is written down and its changes are told. Thread-safe.
 *
 * @param records null for sessions that end with their engine
 * @param errands runs one thing after the other on another thread
 * @param lifetime of the engine
 */
record SessionBook(Clock clock, EventBus events, @Nullable Records records, Executor errands, Lifetime lifetime) {
    /**
     * Has its host change it.
     *
     * @param session null for one that is being made
     * @throws OrchestrationException ({@code WRONG_STATE}) if the session has ended, ({@code CLOSED}) if the engine has
     */
    void requireOpen(@Nullable OrchestrationSession session) {
        if (session == null) {
            return;
        }
        if (session.status().isEnded()) {
            throw over(session, "its context stays as it is");
        }
        lifetime.check();
    }

    /** What refuses something because of the session's end. */
    static OrchestrationException over(OrchestrationSession session, String refusal) {
        String reason = session.reason();
        return new OrchestrationException(
                ErrorCode.WRONG_STATE,
                "session " + session.name() + " (" + session.id() + ") is "
                        + session.status().wire() + " since " + Times.iso(session.updatedAt())
                        + (reason == null ? "" : ": " + reason)
                        + "; " + refusal + ", createSession(name, mode) makes another one");
    }

    /** @throws OrchestrationException if the row cannot be read */
    Optional<RecordRow> find(SessionId id) {
        return records == null ? Optional.empty() : records.find(Records.SESSION, id.value());
    }

    void tell(String change, OrchestrationSession session) {
        if (events.isHeard()) {
            events.publish(new SessionEvent(
                    session.updatedAt(),
                    change,
                    session.id(),
                    session.name(),
                    session.status().wire()));
        }
    }

    void tell(SessionId session, ContextChange change) {
        if (events.isHeard()) {
            events.publish(ContextEvent.of(change.at(), session, change.key(), change.after(), change.who()));
        }
    }

    /** What an execution wrote has joined the session's context. */
    void tell(SessionId session, ContextWrite write, ExecutionId by, long at) {
        if (events.isHeard()) {
            events.publish(ContextEvent.of(at, session, write.key(), write.value(), "execution " + by));
        }
    }
}
