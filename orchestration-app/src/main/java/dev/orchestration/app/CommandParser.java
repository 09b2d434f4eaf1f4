package dev.orchestration.app;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** The parser of one command's line, and its help. */
final class CommandParser {
    private static final int WIDTH = 100;

    private CommandParser() {}

    /** For {@code command}, which people call {@code name}. */
    static CommandLine of(String name, Command command) {
        CommandSpec spec = CommandSpec.create().name("orchestrate " + name);
        spec.usageMessage().width(WIDTH).abbreviateSynopsis(true).sortOptions(false);
        command.describe(spec);
        SharedOptions.addHelp(spec);
        // Files of arguments would let a name that begins with @ read a file that nobody meant.
        return new CommandLine(spec).setExpandAtFiles(false).setOverwrittenOptionsAllowed(false);
    }

    static String help(CommandLine line, boolean colours) {
        return line.getUsageMessage(colours ? Ansi.ON : Ansi.OFF);
    }
}
