package dev.orchestration.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Goes through a JSON text value by value, for who knows what stands where and needs no tree of it; {@link Json#read(String,
 * java.util.function.Function)} gives one. Begins before the first value. Not thread-safe.
 */
public final class JsonReader {
    private final JsonParser parser;
    private final Deque<Object> open = new ArrayDeque<>();
    private final Deque<String> keys = new ArrayDeque<>();
    private @Nullable Object root;

    JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /** Goes to the next value of the list that it is in, at first to the value of the text; false at the end of the list. */
    public boolean next() {
        return nextToken() != JsonToken.END_ARRAY;
    }

    /** Goes to the value of the next key of the object that it is in; null at the end of the object. */
    public @Nullable String nextKey() {
        if (nextToken() != JsonToken.PROPERTY_NAME) {
            return null;
        }
        String key = parser.currentName();
        nextToken();
        return key;
    }

    /** Whether an object begins here: {@link #nextKey()} enters it. */
    public boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    /** Whether a list begins here: {@link #next()} enters it. */
    public boolean isList() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    /** Whether here stands a whole number that fits into a long. */
    public boolean isWhole() {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    }

    /** The number where {@link #isWhole()} holds. */
    public long whole() {
        return parser.getLongValue();
    }

    /** Whether here stands a text. */
    public boolean isText() {
        return parser.currentToken() == JsonToken.VALUE_STRING;
    }

    /** The text where {@link #isText()} holds. */
    public String text() {
        return parser.getString();
    }

    /** Goes to the end of the value that begins here. */
    public void skip() {
        parser.skipChildren();
    }

    /** The value that begins here, in the types of {@link Json}; goes to its end. */
    public @Nullable Object value() {
        accept(parser.currentToken());
        return completed();
    }

    /** The object that it is in, of which one key is read already; goes to its end. */
    public Map<?, ?> rest(String key, @Nullable Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        Json.putNullable(map, key, value);
        open.push(map);
        completed();
        return map;
    }

    /** @throws OrchestrationException ({@link ErrorCode#NOT_JSON}) if anything stands after the value of the text */
    public void requireEnd() {
        if (parser.nextToken() != null) {
            throw new OrchestrationException(ErrorCode.NOT_JSON, "text after the end of the JSON value");
        }
    }

    private JsonToken nextToken() {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new OrchestrationException(ErrorCode.NOT_JSON, "the JSON text is empty or ends too early");
        }
        return token;
    }

    /** Reads on until nothing is open; with a stack of its own, as the depth is not its own. */
    private @Nullable Object completed() {
        while (!open.isEmpty()) {
            accept(nextToken());
        }
        return root;
    }

    private void accept(JsonToken token) {
        switch (token) {
            case START_OBJECT -> open.push(new LinkedHashMap<String, Object>());
            case START_ARRAY -> open.push(new ArrayList<@Nullable Object>());
            case PROPERTY_NAME -> keys.push(newKey());
            case END_OBJECT -> add(Collections.unmodifiableMap((Map<?, ?>) open.pop()));
            case END_ARRAY -> add(Collections.unmodifiableList((List<?>) open.pop()));
            default -> add(scalar(token));
        }
    }

    private String newKey() {
        String key = parser.currentName();
        if (open.element() instanceof Map<?, ?> map && map.containsKey(key)) {
            throw new OrchestrationException(
                    ErrorCode.NOT_JSON,
                    "the key " + Json.write(key) + " is there twice" + Json.where(parser.currentTokenLocation()));
        }
        return key;
    }

    private @Nullable Object scalar(JsonToken token) {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT ->
                isWhole() ? (Object) whole() : Json.freezeScalar(parser.getBigIntegerValue(), "number");
            case VALUE_NUMBER_FLOAT -> Json.decimal(parser.getDecimalValue());
            default -> throw new OrchestrationException(ErrorCode.NOT_JSON, "unexpected " + token);
        };
    }

    @SuppressWarnings("unchecked")
    private void add(@Nullable Object value) {
        Object parent = open.peek();
        if (parent == null) {
            root = value;
        } else if (parent instanceof List) {
            ((List<@Nullable Object>) parent).add(value);
        } else {
            Json.putNullable((Map<String, Object>) parent, keys.pop(), value);
        }
    }
}
