package dev.orchestration.state;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a task or an execution failed, as a value that can be recorded.
 *
 * @param type a short stable name, for example {@code ProcessFailed} or the simple name of an exception
 * @param message what happened and, where there is one, the remedy
 * @param kind decides whether a retry makes sense
 */
public record Failure(String type, String message, ErrorKind kind) {
    /** Messages are cut here, so that one failure can never make an event too large. Unit: characters. */
    public static final int MAX_MESSAGE = 16 * 1024;

    public Failure {
        if (message.length() > MAX_MESSAGE) {
            message = message.substring(0, MAX_MESSAGE) + "… (cut at " + MAX_MESSAGE + " characters)";
        }
    }

    /** The failure that a thrown exception means: an {@link OrchestrationException} keeps its kind. */
    public static Failure of(Throwable thrown) {
        ErrorKind kind = thrown instanceof OrchestrationException ours ? ours.kind() : ErrorKind.INTERNAL;
        String message = thrown.getMessage() == null ? thrown.getClass().getName() : thrown.getMessage();
        return new Failure(nameOf(thrown), message, kind);
    }

    /** An exception of ours that is no more than its code is named after that. */
    private static String nameOf(Throwable thrown) {
        if (thrown.getClass() == OrchestrationException.class) {
            return camel(((OrchestrationException) thrown).code().name());
        }
        String simple = thrown.getClass().getSimpleName();
        return simple.isEmpty() ? thrown.getClass().getName() : simple;
    }

    private static String camel(String constant) {
        StringBuilder name = new StringBuilder(constant.length());
        for (String word : constant.split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", type);
        map.put("message", message);
        map.put("kind", kind.wire());
        return map;
    }

    /** Reads what {@link #toMap()} wrote. */
    public static @Nullable Failure fromMap(@Nullable Object raw) {
        if (!(raw instanceof Map<?, ?> map)) {
            return null;
        }
        return new Failure(
                Objects.toString(map.get("type"), ""),
                Objects.toString(map.get("message"), ""),
                ErrorKind.of(Objects.toString(map.get("kind"), "internal")));
    }
}
