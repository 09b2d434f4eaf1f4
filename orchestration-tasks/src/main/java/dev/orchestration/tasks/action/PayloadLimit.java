package dev.orchestration.tasks.action;

import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much one attempt may hand over to be recorded: each value becomes part of one event. */
public final class PayloadLimit {
    /** The largest value that stands in an event. Unit: characters of JSON. */
    public static final int MAX = 256 << 10;

    /** The largest output; one above {@link #MAX} is kept beside the events. Unit: characters of JSON. */
    public static final int MAX_OUTPUT = 64 << 20;

    private PayloadLimit() {}

    /**
     * The JSON text of an output that is too large for an event, null for any other.
     *
     * @throws ActionFailedException ({@code OutputTooLarge}, user) if it is too large for anything
     */
    public static @Nullable String largeOutput(@Nullable Object output) throws ActionFailedException {
        if (isSmall(output)) {
            return null;
        }
        String json = Json.write(output);
        if (json.length() > MAX_OUTPUT) {
            throw tooLarge("OutputTooLarge", "the output", json.length(), MAX_OUTPUT);
        }
        return json.length() > MAX ? json : null;
    }

    /** @throws ActionFailedException ({@code ContextTooLarge}, user) if an attempt wrote too much to the context */
    public static void checkWrites(AttemptContext context) throws ActionFailedException {
        Map<String, Object> written = new LinkedHashMap<>();
        for (ContextWrite write : context.writes()) {
            JsonValue value = write.value();
            Json.putNullable(written, write.key(), value == null ? null : value.raw());
        }
        check("ContextTooLarge", "what the step writes to the context", written);
    }

    private static void check(String type, String what, @Nullable Object value) throws ActionFailedException {
        int size = isSmall(value) ? 0 : Json.write(value).length();
        if (size > MAX) {
            throw tooLarge(type, what, size, MAX);
        }
    }

    private static boolean isSmall(@Nullable Object value) {
        return value == null || value instanceof Number || value instanceof Boolean;
    }

    private static ActionFailedException tooLarge(String type, String what, int size, int most) {
        return new ActionFailedException(
                type,
                ErrorKind.USER,
                what + " is " + size + " characters of JSON, more than " + most
                        + "; write it to a file and return the path");
    }
}
