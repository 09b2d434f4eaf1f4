package dev.orchestration.core;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.workflow.WorkflowHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the end of a session means for what runs in it. */
final class SessionEnd {
    private static final Logger LOG = LoggerFactory.getLogger(SessionEnd.class);

    private SessionEnd() {}

    /** Asks an execution of the session to end, because that has. */
    static void cancel(OrchestrationSession ended, WorkflowHandle execution) {
        String reason = ended.reason();
        try {
            execution.cancel("session " + ended.name(), reason == null ? "its session has ended" : reason);
        } catch (OrchestrationException e) { // the engine is closed: what runs is suspended already
            LOG.warn("execution {} of the ended session {} was not cancelled", execution.id(), ended.name(), e);
        }
    }
}
