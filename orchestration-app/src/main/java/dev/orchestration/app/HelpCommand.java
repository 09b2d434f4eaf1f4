package dev.orchestration.app;

import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate help [COMMAND]}. */
final class HelpCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Print help on a command",
                "orchestrate help",
                "orchestrate help run",
                "orchestrate help store prune");
        SharedOptions.argument(spec, "[COMMAND]", "The command; without it, the list of all.");
    }

    @Override
    public boolean isConfigured() {
        return false;
    }

    @Override
    public int run(Arguments arguments) {
        Caller caller = arguments.caller();
        if (arguments.words().isEmpty()) {
            caller.out().print(QuickAnswer.HELP);
            return ExitCodes.DONE;
        }
        String name = Commands.nameIn(arguments.words());
        Command command = Commands.find(name);
        if (command == null) {
            throw new UsageException(
                    "there is no command '" + name + "'; there are " + String.join(", ", Commands.all()));
        }
        caller.out().print(CommandParser.help(CommandParser.of(name, command), caller));
        return ExitCodes.DONE;
    }
}
