package dev.orchestration.app;

import dev.orchestration.state.TraceContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code --traceparent TEXT}, and what the environment says in its place. */
final class Tracing {
    private static final String TRACEPARENT = "--traceparent";

    private Tracing() {}

    static void describe(CommandSpec spec) {
        SharedOptions.text(
                spec,
                "TEXT",
                "The span, as W3C Trace Context writes it, below which the execution is one. Else TRACEPARENT, else it begins a"
                        + " trace of its own.",
                TRACEPARENT);
    }

    /**
     * The span that asks, null for none. What a person gave must be right; what some caller left in the environment is told of
     * and left out.
     */
    static @Nullable TraceContext asking(Arguments arguments) {
        var environment = arguments.caller().environment();
        String given = arguments.text(TRACEPARENT);
        String said = given == null ? environment.getOrDefault(TraceContext.VARIABLE, "") : given;
        if (given == null && said.isEmpty()) {
            return null;
        }
        try {
            // A state belongs to the span beside which it came.
            return TraceContext.parse(said, given == null ? environment.get(TraceContext.STATE_VARIABLE) : null);
        } catch (IllegalArgumentException e) {
            if (given != null) {
                throw new UsageException(TRACEPARENT + ": " + e.getMessage());
            }
            if (!arguments.quiet()) {
                arguments.caller().err().line("warning: " + TraceContext.VARIABLE + " is left out: " + e.getMessage());
            }
            return null;
        }
    }
}
