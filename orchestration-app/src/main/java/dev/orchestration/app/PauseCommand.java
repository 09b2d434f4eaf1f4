package dev.orchestration.app;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate pause ID}. */
final class PauseCommand implements Command {
    private static final String REASON = "--reason";

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Let nothing new of an execution start",
                "orchestrate pause 7k2m",
                "orchestrate pause 7k2m --reason \"the database is being moved\"");
        SharedOptions.argument(spec, "ID", "The execution, or the beginning of its id if that is unique.");
        SharedOptions.text(spec, "TEXT", "Why, for whoever looks at it later.", REASON);
        Intervention.describe(spec);
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        String reason = arguments.text(REASON);
        return Intervention.run(
                arguments,
                arguments.first("an execution", 1),
                (manager, row, launch) -> manager.pause(row.id(), reason, launch),
                (commands, execution) -> commands.pause(execution, reason));
    }
}
