package dev.orchestration.app;

import dev.orchestration.workflow.WorkflowManager;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate continue ID}. */
final class ContinueCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec, "Go on with a paused execution", "orchestrate continue 7k2m", "orchestrate continue --json 7k2m");
        TakeUp.describe(spec);
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        return TakeUp.run(
                arguments,
                WorkflowManager::continueExecution,
                (commands, row, allowed) -> commands.goOn(row.id(), allowed));
    }
}
