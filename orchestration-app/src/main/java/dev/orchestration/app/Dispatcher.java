package dev.orchestration.app;

import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import java.io.IOException;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Finds the command of a line, lets it work, and tells what went wrong. */
final class Dispatcher {
    private final Caller caller;

    Dispatcher(Caller caller) {
        this.caller = caller;
    }

    /** Carries out a command line and gives the exit code; never throws. */
    int dispatch(String... words) {
        ErrorReport report = new ErrorReport(caller, Arrays.asList(words));
        String name = Commands.nameIn(Arrays.asList(words));
        Command command = Commands.find(name);
        if (command == null) {
            return report.usage(unknown(name), "help");
        }
        try {
            return carryOut(name, command, rest(name, words));
        } catch (ParameterException e) {
            return report.usage(told(e), "help " + name);
        } catch (UsageException e) {
            return report.usage(String.valueOf(e.getMessage()), "help " + name);
        } catch (OrchestrationException e) {
            return report.refusal(e);
        } catch (IOException e) {
            return report.file(e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return report.internal(e);
        }
    }

    private static String[] rest(String name, String... words) {
        int used = Math.min(words.length, name.split(" ", -1).length);
        return Arrays.copyOfRange(words, used, words.length);
    }

    private int carryOut(String name, Command command, String... rest) throws IOException {
        CommandLine line = CommandParser.of(name, command);
        ParseResult parsed = line.parseArgs(rest);
        if (parsed.isUsageHelpRequested()) {
            caller.out().print(CommandParser.help(line, caller));
            return ExitCodes.DONE;
        }
        Configured configured = command.isConfigured() ? Configured.of(caller) : Configured.not(caller);
        configured.setUp(parsed.hasMatchedOption(SharedOptions.DEBUG), parsed.hasMatchedOption(SharedOptions.QUIET));
        return command.run(new Arguments(parsed, configured.caller(), configured.configuration()));
    }

    private static String unknown(String name) {
        if (name.startsWith("-")) {
            return "the command comes first, then its options: orchestrate COMMAND " + name;
        }
        return "there is no command " + Quoted.of(name) + Nearest.suggestion(name, Commands.all());
    }

    private static String told(ParameterException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            return message + "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
        }
        return message;
    }
}
