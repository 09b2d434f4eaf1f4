package dev.orchestration.app;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All commands by name; the class of one is loaded when it is asked for. */
final class Commands {
    /** In the order of the help. */
    static final List<String> NAMES =
            List.of("run", "validate", "graph", "show", "list", "logs", "resume", "retry", "cancel", "version", "help");

    private Commands() {}

    /** A new command, null if there is none of this name. */
    static @Nullable Command find(String name) {
        return switch (name) {
            case "run" -> new RunCommand();
            case "validate" -> new ValidateCommand();
            case "graph" -> new GraphCommand();
            case "show" -> new ShowCommand();
            case "list" -> new ListCommand();
            case "logs" -> new LogsCommand();
            case "resume" -> new ResumeCommand();
            case "retry" -> new RetryCommand();
            case "cancel" -> new CancelCommand();
            case "version" -> new VersionCommand();
            case "help" -> new HelpCommand();
            default -> null;
        };
    }
}
