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
    /** The largest value that is recorded. Unit: characters of JSON. */
    public static final int MAX = 256 << 10;

    private PayloadLimit() {}

    /** @throws ActionFailedException ({@code OutputTooLarge}, user) if the output of an attempt is too large */
    public static void checkOutput(@Nullable Object output) throws ActionFailedException {
        check("OutputTooLarge", "the output", output);
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
        boolean small = value == null || value instanceof Number || value instanceof Boolean;
        int size = small ? 0 : Json.write(value).length();
        if (size > MAX) {
            throw new ActionFailedException(
                    type,
                    ErrorKind.USER,
                    what + " is " + size + " characters of JSON, more than " + MAX
                            + "; write it to a file and return the path");
        }
    }
}
