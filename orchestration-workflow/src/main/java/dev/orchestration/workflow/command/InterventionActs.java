package dev.orchestration.workflow.command;

import dev.orchestration.state.command.CommandVerb;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowHandle;
import dev.orchestration.workflow.WorkflowManager;
import java.util.function.Consumer;

/** What the verbs mean that people use on executions under way. Immutable. */
record InterventionActs(WorkflowManager manager, CommandActs acts) {
    void carryOut(CommandArguments arguments, Consumer<WorkflowHandle> guest) {
        ExecutionRow row = acts.row(arguments);
        Launch launch = acts.launch(arguments, CommandActs.directory(arguments, row), null, guest);
        CommandVerb verb = CommandActs.verb(arguments.command());
        if (verb == CommandVerb.PAUSE) {
            var unused = manager.pause(row.id(), arguments.textOrNull(Commands.REASON), launch);
        } else if (verb == CommandVerb.CONTINUE) {
            var unused = manager.continueExecution(row, launch);
        } else {
            throw new IllegalStateException("nobody has said what it means to " + verb);
        }
    }
}
