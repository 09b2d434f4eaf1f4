package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.Failure;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.WorkflowStatus;
import org.jspecify.annotations.Nullable;

/**
 * How the failure of an execution is told by the step that waited for it: first what went wrong, wherever that was, then in
 * one line the way from there up to the step. However many executions are in between, the cause is told once.
 */
final class InnerCause {
    /** The type of such a failure. */
    static final String TYPE = "WorkflowFailed";

    private static final String STEP = "step ";
    private static final String WAY = "\nin ";
    private static final String MORE = "` tells more";

    private InnerCause() {}

    /** @param own why the execution failed, null where nobody said */
    static String told(String id, String workflow, WorkflowStatus status, @Nullable Failure own) {
        String where = "workflow " + Quoted.of(workflow) + " (execution " + id
                + (status == WorkflowStatus.FAILED ? "" : ", " + status.wire()) + ")";
        String more = "; `orchestrate show " + id + MORE;
        if (own == null) {
            return where + " " + status.wire() + more;
        }
        String message = own.message();
        int colon = message.startsWith(STEP) ? message.indexOf(": ") : -1;
        String place = colon < 0 ? where : message.substring(0, colon) + " of " + where;
        String cause = colon < 0 ? message : message.substring(colon + 2);
        int way = cause.lastIndexOf(WAY);
        int last = cause.lastIndexOf("; `orchestrate show ");
        if (own.type().equals(TYPE) && way >= 0 && last > way && cause.endsWith(MORE)) {
            return bounded(
                    cause.substring(0, way), cause.substring(way, last) + ", in " + place + cause.substring(last));
        }
        return bounded(cause, WAY + place + more);
    }

    /** The way is never what a long cause leaves no room for. */
    private static String bounded(String cause, String way) {
        int room = Math.max(0, Failure.MAX_MESSAGE - way.length() - STEP.length() - 1_000);
        return (cause.length() <= room ? cause : cause.substring(0, room) + "…") + way;
    }
}
