package dev.orchestration.app;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.workflow.Approval;
import dev.orchestration.workflow.Executions;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate approve ID STEP}. */
final class ApproveCommand implements Command {
    private static final String REJECT = "--reject";
    private static final String COMMENT = "--comment";

    /** Says that the answer was taken: how the execution stands then tells nothing of it. */
    private record Taken(String step, Approval approval) implements Intervention.Afterwards {
        @Override
        public String taken(ExecutionId execution) {
            return (approval.approved() ? "approved " : "rejected ") + Printable.line(step) + " of " + execution;
        }

        @Override
        public String told(List<Event> events, Executions executions, ExecutionRow row) {
            return "";
        }
    }

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Approve or reject what a step asks",
                "orchestrate approve 7k2m ship",
                "orchestrate approve 7k2m ship --data '{\"amount\": 3}' --comment \"looks good\"",
                "orchestrate approve 7k2m ship --reject --comment \"not on a Friday\"");
        SharedOptions.argument(
                spec, "ID STEP", "The execution, or the beginning of its id if that is unique; the step that asks.");
        SharedOptions.flag(spec, "Reject it: the step fails, and is not tried again by itself.", REJECT);
        SharedOptions.text(spec, "TEXT", "Why, for whoever looks at it later.", COMMENT);
        JsonOption.add(spec, "What the step's form asks for.");
        Intervention.describe(spec);
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        String step = arguments.second("the step");
        Object data = JsonOption.read(arguments);
        boolean rejects = arguments.has(REJECT);
        if (rejects && data != null) {
            throw new UsageException(
                    JsonOption.DATA + " goes with an approval; say " + COMMENT + " why it is rejected");
        }
        Approval approval = new Approval(!rejects, data, arguments.text(COMMENT));
        return Intervention.run(
                arguments,
                arguments.first("an execution", 2),
                (manager, row, launch) -> manager.approve(row.id(), step, approval, launch),
                (commands, execution) -> commands.approve(execution, step, approval),
                new Taken(step, approval));
    }
}
