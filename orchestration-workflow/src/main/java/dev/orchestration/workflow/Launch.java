package dev.orchestration.workflow;

import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.orchestrator.Receipt;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to start an execution.
 *
 * @param session in which it runs, and the limits of that
 * @param sessionMode applies where neither {@code mode} nor the definition says one
 * @param mode wins over all others, null for none
 * @param context values the shared context begins with
 * @param started is told of the execution once it is accepted, before the caller is
 * @param receipt the command at which that is done, null for none: its answer is recorded with what it brings about
 */
public record Launch(
        SessionLimits session,
        OrchestrationMode sessionMode,
        @Nullable OrchestrationMode mode,
        WorkingDirectory directory,
        Map<String, Object> context,
        Consumer<WorkflowHandle> started,
        @Nullable Receipt receipt) {
    public Launch(
            SessionLimits session,
            OrchestrationMode sessionMode,
            @Nullable OrchestrationMode mode,
            WorkingDirectory directory,
            Map<String, Object> context,
            Consumer<WorkflowHandle> started) {
        this(session, sessionMode, mode, directory, context, started, null);
    }

    /** Who asked for it, for people. */
    String by() {
        return receipt == null ? "user" : receipt.by();
    }
}
