package dev.orchestration.app;

import dev.orchestration.workflow.WorkflowManager;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate resume ID}. */
final class ResumeCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Go on with an interrupted or paused execution",
                "orchestrate resume 7k2m",
                "orchestrate resume --json 7k2m");
        TakeUp.describe(spec);
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        return TakeUp.run(
                arguments, WorkflowManager::resume, (commands, row, allowed) -> commands.resume(row.id(), allowed));
    }
}
