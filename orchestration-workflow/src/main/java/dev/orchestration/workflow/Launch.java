package dev.orchestration.workflow;

import dev.orchestration.state.RequestKey;
import dev.orchestration.state.TraceContext;
import dev.orchestration.state.event.Parent;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.orchestrator.Receipt;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import java.nio.file.Path;
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
 * @param key under which a new execution is asked for, null for none: asking again with the same input gives the same
 *     execution, see {@link WorkflowManager#executeWorkflow(String, Map, Launch)}
 * @param folder in which the file of the definition lies: there files are looked for that it names; null where it is of none
 * @param parent the step of another execution that waits for this one, null for none
 * @param fresh whether all work is done, also where an output is kept that could be used again
 * @param trace the span that asks for it, null for none: a new execution begins a trace of its own then
 */
public record Launch(
        SessionLimits session,
        OrchestrationMode sessionMode,
        @Nullable OrchestrationMode mode,
        WorkingDirectory directory,
        Map<String, Object> context,
        Consumer<WorkflowHandle> started,
        @Nullable Receipt receipt,
        @Nullable String key,
        @Nullable Path folder,
        @Nullable Parent parent,
        boolean fresh,
        @Nullable TraceContext trace) {
    /** @throws dev.orchestration.state.OrchestrationException ({@code BAD_PARAMETERS}) if the key is none */
    public Launch {
        if (key != null) {
            RequestKey.require(key);
        }
    }

    public Launch(
            SessionLimits session,
            OrchestrationMode sessionMode,
            @Nullable OrchestrationMode mode,
            WorkingDirectory directory,
            Map<String, Object> context,
            Consumer<WorkflowHandle> started,
            @Nullable Receipt receipt) {
        this(session, sessionMode, mode, directory, context, started, receipt, null, null, null, false, null);
    }

    public Launch(
            SessionLimits session,
            OrchestrationMode sessionMode,
            @Nullable OrchestrationMode mode,
            WorkingDirectory directory,
            Map<String, Object> context,
            Consumer<WorkflowHandle> started) {
        this(session, sessionMode, mode, directory, context, started, null);
    }

    /** The same under this request key: from 1 to 200 characters, none of them a control character. */
    public Launch withKey(@Nullable String other) {
        return new Launch(
                session, sessionMode, mode, directory, context, started, receipt, other, folder, parent, fresh, trace);
    }

    /** The same for a definition whose file lies in this folder, null for none. */
    public Launch withFolder(@Nullable Path other) {
        return new Launch(
                session, sessionMode, mode, directory, context, started, receipt, key, other, parent, fresh, trace);
    }

    /** The same for a step that waits for it. */
    Launch forParent(Parent step) {
        return new Launch(
                session, sessionMode, mode, directory, context, started, receipt, key, folder, step, fresh, trace);
    }

    /** The same at this command. */
    public Launch withReceipt(Receipt other) {
        return new Launch(
                session, sessionMode, mode, directory, context, started, other, key, folder, parent, fresh, trace);
    }

    /** The same where all work is done, also where an output is kept that could be used again. */
    public Launch withFresh(boolean all) {
        return new Launch(
                session, sessionMode, mode, directory, context, started, receipt, key, folder, parent, all, trace);
    }

    /** The same below this span of another trace, null for none; kept by the execution for as long as it is recorded. */
    public Launch withTrace(@Nullable TraceContext other) {
        return new Launch(
                session, sessionMode, mode, directory, context, started, receipt, key, folder, parent, fresh, other);
    }

    /** Who asked for it, for people. */
    String by() {
        return receipt == null ? "user" : receipt.by();
    }
}
