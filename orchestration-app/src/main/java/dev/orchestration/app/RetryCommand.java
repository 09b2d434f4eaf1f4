package dev.orchestration.app;

import dev.orchestration.workflow.WorkflowManager;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate retry ID}. */
final class RetryCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Try again what failed in an execution",
                "orchestrate retry 7k2m",
                "orchestrate retry --workers 1 7k2m");
        TakeUp.describe(spec);
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        return TakeUp.run(
                arguments, WorkflowManager::retry, (commands, row, allowed) -> commands.retry(row.id(), allowed));
    }
}
