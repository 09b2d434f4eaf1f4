package dev.orchestration.workflow.command;

import dev.orchestration.state.command.CommandVerb;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.workflow.Approval;
import dev.orchestration.workflow.Interventions;
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
        Interventions interventions = manager.interventions();
        Object unused = switch (verb) {
            case PAUSE -> interventions.pause(row.id(), arguments.textOrNull(Commands.REASON), launch);
            case CONTINUE -> manager.continueExecution(row, launch);
            case SIGNAL ->
                interventions.signal(row.id(), arguments.text(Commands.NAME), arguments.any(Commands.DATA), launch);
            case APPROVE -> interventions.approve(row.id(), arguments.text(Commands.STEP), approval(arguments), launch);
            case DECIDE -> interventions.decide(row.id(), arguments.text(Commands.STEP), arguments.decision(), launch);
            case RUN, FORK, RESUME, RETRY, CANCEL, SUSPEND ->
                throw new IllegalStateException("to " + verb + " is none of these acts");
        };
    }

    private static Approval approval(CommandArguments arguments) {
        return new Approval(
                !arguments.flag(Commands.REJECT), arguments.any(Commands.DATA), arguments.textOrNull(Commands.COMMENT));
    }
}
