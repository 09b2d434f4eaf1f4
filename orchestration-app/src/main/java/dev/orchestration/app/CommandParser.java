package dev.orchestration.app;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** The parser of one command's line, and its help. */
final class CommandParser {
    /** Below that the parser's library lays nothing out. */
    private static final int MINIMUM = 55;

    private CommandParser() {}

    /** For {@code command}, which people call {@code name}. */
    static CommandLine of(String name, Command command) {
        CommandSpec spec = CommandSpec.create().name("orchestrate " + name);
        spec.usageMessage().abbreviateSynopsis(true).sortOptions(false);
        command.describe(spec);
        SharedOptions.addHelp(spec);
        // Files of arguments would let a name that begins with @ read a file that nobody meant.
        return new CommandLine(spec).setExpandAtFiles(false).setOverwrittenOptionsAllowed(false);
    }

    /** As wide as there is room, but not wider than is easy to read. */
    static String help(CommandLine line, Caller caller) {
        line.setUsageHelpWidth(Math.min(TerminalWidth.USUAL, Math.max(MINIMUM, TerminalWidth.of(caller))));
        boolean colours = caller.out().style().colours();
        return line.getUsageMessage(colours ? Ansi.ON : Ansi.OFF);
    }
}
