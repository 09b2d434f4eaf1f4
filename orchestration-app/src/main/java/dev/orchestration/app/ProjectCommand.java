package dev.orchestration.app;

import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate project}, which needs a second word. */
final class ProjectCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.aboutSeveral(
                spec,
                "COMMAND",
                "Begin projects and tell where they stand",
                "project",
                Commands.OF_PROJECT,
                "orchestrate project new sales --type data_pipeline",
                "orchestrate project list",
                "orchestrate help project new");
    }

    @Override
    public int run(Arguments arguments) {
        throw new UsageException("say what to do with projects: " + String.join(", ", Commands.OF_PROJECT));
    }
}
