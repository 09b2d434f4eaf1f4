package dev.orchestration.workflow.command;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.TraceContext;
import dev.orchestration.state.Wire;
import dev.orchestration.state.command.Command;
import dev.orchestration.tasks.Decision;
import dev.orchestration.tasks.OrchestrationMode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a command brings with it, each read as its type or refused ({@code BAD_PARAMETERS}) by name. Immutable. */
record CommandArguments(Command command) {
    ExecutionId execution() {
        String id = command.execution();
        if (id == null || id.isBlank()) {
            throw bad("names no execution");
        }
        return new ExecutionId(id);
    }

    String text(String name) {
        return required(name, String.class);
    }

    String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    @Nullable
    String textOrNull(String name) {
        return has(name) ? text(name) : null;
    }

    /** Whatever JSON it is, null if it is not there. */
    @Nullable
    Object any(String name) {
        return command.arguments().get(name);
    }

    boolean flag(String name) {
        return has(name) && required(name, Boolean.class);
    }

    Decision decision() {
        try {
            return Wire.parse(Decision.class, text(Commands.DECISION));
        } catch (IllegalArgumentException e) {
            throw bad("has a wrong " + Commands.DECISION + ": " + e.getMessage());
        }
    }

    /** The span that asks, null for none. */
    @Nullable
    TraceContext trace() {
        try {
            return has(Commands.TRACEPARENT)
                    ? TraceContext.parse(text(Commands.TRACEPARENT), textOrNull(Commands.TRACESTATE))
                    : null;
        } catch (IllegalArgumentException e) {
            throw bad("has a wrong " + Commands.TRACEPARENT + ": " + e.getMessage());
        }
    }

    private boolean has(String name) {
        return command.arguments().get(name) != null;
    }

    @SuppressWarnings("unchecked") // a map that was read as JSON has text keys
    Map<String, Object> map(String name) {
        return has(name) ? required(name, Map.class) : Map.of();
    }

    @Nullable
    OrchestrationMode mode(String name) {
        try {
            return has(name) ? Wire.parse(OrchestrationMode.class, text(name)) : null;
        } catch (IllegalArgumentException e) {
            throw bad("has a wrong " + name + ": " + e.getMessage());
        }
    }

    /** Whole paths only, as the sender's current directory is not that of the owner. */
    Path path(String name) {
        return path(name, text(name));
    }

    List<Path> paths(String name) {
        List<?> raw = has(name) ? required(name, List.class) : List.of();
        return raw.stream().map(each -> path(name, Objects.toString(each))).toList();
    }

    private Path path(String name, String text) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw bad("has in " + name + " no path: " + e.getReason());
        }
        throw bad("has in " + name + " no whole path: " + Quoted.of(text));
    }

    private <T> T required(String name, Class<T> type) {
        Object value = command.arguments().get(name);
        if (!type.isInstance(value)) {
            String what = value == null ? "nothing" : Json.write(value);
            throw bad("has in " + name + " no " + type.getSimpleName() + ": "
                    + what.substring(0, Math.min(100, what.length())));
        }
        return type.cast(value);
    }

    private OrchestrationException bad(String fault) {
        return new OrchestrationException(
                ErrorCode.BAD_PARAMETERS, "the command to " + Quoted.of(command.verb()) + " " + fault);
    }
}
