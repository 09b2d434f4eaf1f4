package dev.orchestration.core;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.SessionId;

/** Somebody asked for a session that this engine's store does not know. */
public final class UnknownSessionException extends OrchestrationException {
    private static final long serialVersionUID = 1L;

    private final String session;

    UnknownSessionException(SessionId session) {
        super(ErrorCode.UNKNOWN_SESSION, "no session '" + session + "' is known; createSession(name, mode) makes one");
        this.session = session.value();
    }

    public SessionId session() {
        return new SessionId(session);
    }
}
