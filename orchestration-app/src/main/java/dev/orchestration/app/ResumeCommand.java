package dev.orchestration.app;

import dev.orchestration.workflow.WorkflowManager;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate resume ID} and {@code orchestrate resume --all}. */
final class ResumeCommand implements Command {
    static final String ALL = "--all";

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Go on with an interrupted or paused execution",
                "orchestrate resume 7k2m",
                "orchestrate resume --json 7k2m",
                "orchestrate resume --all");
        SharedOptions.flag(
                spec,
                "Instead of ID: go on with everything that nobody carries out because whoever did has ended, and wait for"
                        + " all of it.",
                ALL);
        TakeUp.describe(spec);
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        if (arguments.has(ALL)) {
            return ResumeAll.run(arguments);
        }
        return TakeUp.run(
                arguments, WorkflowManager::resume, (commands, row, allowed) -> commands.resume(row.id(), allowed));
    }
}
