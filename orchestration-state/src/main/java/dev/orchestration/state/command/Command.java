package dev.orchestration.state.command;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that the owner of a store is asked to do. Immutable.
 *
 * @param id names it for ever: whatever happens, a command of one id is carried out once. Lower-case letters, digits and
 *     hyphens, at most {@link #MAX_ID} of them
 * @param verb the wire name of a {@link CommandVerb}, or one that this version does not know
 * @param execution which one it is about, null if it begins one
 * @param arguments what else the verb needs, as JSON
 * @param by who asks, for people
 * @param at when it was written; microseconds since 1970
 */
public record Command(
        String id, String verb, @Nullable String execution, Map<String, Object> arguments, String by, long at) {
    public static final int MAX_ID = 64;

    /** A larger one is refused by whoever sends it, and set aside by whoever gets it. Unit: bytes of its JSON in UTF-8. */
    public static final int MAX_BYTES = 1 << 20;

    private static final Pattern ID = Pattern.compile("[0-9a-z-]{1," + MAX_ID + "}");

    /** @throws OrchestrationException ({@code NOT_JSON}) if the id is none, or the arguments are no JSON */
    public Command {
        if (!isId(id)) {
            throw new OrchestrationException(ErrorCode.NOT_JSON, "a command has no id of letters, digits and hyphens");
        }
        arguments = Json.freezeMap(arguments, "arguments");
    }

    /** Whether {@code text} may name a command, so that it may also name a file. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /**
     * The JSON as which a command travels, in UTF-8.
     *
     * @throws OrchestrationException ({@code COMMAND_REFUSED}) if that is more than {@link #MAX_BYTES}
     */
    public byte[] toBytes() {
        byte[] bytes = toJson().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            throw new OrchestrationException(
                    ErrorCode.COMMAND_REFUSED,
                    "to " + verb + " takes a command of " + bytes.length + " bytes, more than " + MAX_BYTES
                            + "; make definition and parameters smaller, or wait until the store's owner ends");
        }
        return bytes;
    }

    private String toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("verb", verb);
        Json.putNullable(fields, "execution", execution);
        fields.put("arguments", arguments);
        fields.put("by", by);
        fields.put("at", at);
        return Json.write(fields);
    }

    /**
     * Reads what {@link #toBytes()} wrote; further fields, of a newer sender, are passed over.
     *
     * @throws OrchestrationException ({@code NOT_JSON}) saying what is wrong with it
     */
    public static Command fromJson(String text) {
        if (!(Json.read(text) instanceof Map<?, ?> fields)) {
            throw new OrchestrationException(ErrorCode.NOT_JSON, "a command is a JSON object");
        }
        Object execution = fields.get("execution");
        return new Command(
                field(fields, "id", String.class),
                field(fields, "verb", String.class),
                execution == null ? null : field(fields, "execution", String.class),
                object(fields),
                field(fields, "by", String.class),
                field(fields, "at", Long.class));
    }

    @SuppressWarnings("unchecked") // a map that was read as JSON has text keys
    private static Map<String, Object> object(Map<?, ?> fields) {
        return field(fields, "arguments", Map.class);
    }

    private static <T> T field(Map<?, ?> fields, String name, Class<T> type) {
        Object value = fields.get(name);
        if (!type.isInstance(value)) {
            throw new OrchestrationException(
                    ErrorCode.NOT_JSON,
                    "a command's '" + name + "' is " + Json.write(value) + " and no " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
