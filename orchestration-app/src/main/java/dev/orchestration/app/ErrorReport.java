package dev.orchestration.app;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells why a command was not carried out: to people on standard error, with {@code --json} to programs as well. */
final class ErrorReport {
    private final Caller caller;
    private final boolean json;
    private final boolean debug;

    /** @param words the whole command line, as it may be one that cannot be read */
    ErrorReport(Caller caller, List<String> words) {
        this.caller = caller;
        this.json = words.contains(SharedOptions.JSON);
        this.debug = words.contains(SharedOptions.DEBUG);
    }

    /** @param help the words after {@code orchestrate} that tell more */
    int usage(String message, String help) {
        tell(message + "\nSee: " + caller.program() + " " + help);
        print(new Failure("UsageError", message, ErrorKind.USER));
        return ExitCodes.REFUSED;
    }

    int refusal(OrchestrationException e) {
        String message = String.valueOf(e.getMessage());
        tell(message);
        trace(e);
        print(new Failure(camel(e.code().name()), message, e.kind()));
        return ExitCodes.of(e);
    }

    int file(IOException e) {
        tell(String.valueOf(e.getMessage()));
        trace(e);
        print(new Failure("FileError", String.valueOf(e.getMessage()), ErrorKind.USER));
        return ExitCodes.REFUSED;
    }

    /** A fault of this program. */
    int internal(Throwable e) {
        String message = "internal error: " + e;
        tell(message
                + (debug
                        ? ""
                        : "\nThis is a fault of orchestrate itself. The same command with --debug prints"
                                + " where it happened; please report it with that."));
        trace(e);
        print(new Failure("Internal", message, ErrorKind.INTERNAL));
        return ExitCodes.FAILED;
    }

    private void tell(String message) {
        caller.err().line("orchestrate: " + Printable.text(message));
    }

    private void trace(Throwable e) {
        if (debug) {
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            caller.err().print(Printable.text(text.toString()));
        }
    }

    private void print(Failure failure) {
        if (json) {
            caller.out().line(Json.pretty(Map.of("error", failure.toMap())));
        }
    }

    /** {@code STORE_OWNED} becomes {@code StoreOwned}, as the types of step failures are written. */
    private static String camel(String code) {
        StringBuilder name = new StringBuilder();
        for (String word : code.split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
