package dev.orchestration.state;

import org.jspecify.annotations.Nullable;

/**
 * One JSON value, which may be JSON's null: it lets an {@code Optional} tell a stored null from nothing stored.
 *
 * @param raw the value in the types of {@link Json}
 */
public record JsonValue(@Nullable Object raw) {
    /** A frozen copy of {@code raw}. */
    public static JsonValue of(@Nullable Object raw, String where) {
        return new JsonValue(Json.freeze(raw, where));
    }

    public boolean isNull() {
        return raw == null;
    }

    /** The value as text: a text as it is, anything else as JSON. */
    public String asText() {
        return raw instanceof String text ? text : Json.write(raw);
    }

    @Override
    public String toString() {
        return Json.write(raw);
    }
}
