package dev.orchestration.app;

import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code --data JSON}. */
final class JsonOption {
    static final String DATA = "--data";

    private JsonOption() {}

    static void add(CommandSpec spec, String description) {
        SharedOptions.text(spec, "JSON", description, DATA);
    }

    /** What it holds; null if it is not given. */
    static @Nullable Object read(Arguments arguments) {
        String text = arguments.text(DATA);
        try {
            return text == null ? null : Json.read(text);
        } catch (OrchestrationException e) {
            throw new UsageException(DATA + " takes JSON (a text in quotes: '\"so\"'): " + e.getMessage());
        }
    }
}
