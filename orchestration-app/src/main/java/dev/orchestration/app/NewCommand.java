package dev.orchestration.app;

import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate new}, which needs a second word. */
final class NewCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.aboutSeveral(
                spec,
                "COMMAND",
                "Begin something new",
                "new",
                Commands.OF_NEW,
                "orchestrate new workflow",
                "orchestrate new workflow report.yaml --steps fetch,clean,publish");
    }

    @Override
    public int run(Arguments arguments) {
        throw new UsageException("say what to begin: " + String.join(", ", Commands.OF_NEW));
    }
}
