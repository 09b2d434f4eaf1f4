package dev.orchestration.tasks.action.builtin;

import dev.orchestration.state.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;
import tools.jackson.dataformat.yaml.YAMLReadFeature;
import tools.jackson.dataformat.yaml.YAMLSchema;

/**
 * Reads one YAML document (core schema, no octal by a leading zero) as JSON. Refused, each with its line: aliases and
 * merge keys, which the parser would turn into text; a key that occurs twice; binary, infinite and undefined numbers; a
 * second document.
 */
final class YamlReader {
    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .yamlSchema(YAMLSchema.CORE)
            .disable(YAMLReadFeature.PARSE_OCTAL_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Json.MAX_DEPTH)
                    .build())
            .build();

    private final YAMLParser parser;
    private final Deque<Object> open = new ArrayDeque<>();
    private final Deque<String> keys = new ArrayDeque<>();
    private @Nullable Object root;

    private YamlReader(YAMLParser parser) {
        this.parser = parser;
    }

    /** The document's value; null for an empty text. */
    static @Nullable Object read(String text) throws FormatException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return Json.freeze(new YamlReader((YAMLParser) parser).document(), "the document");
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw new FormatException(
                    e.getOriginalMessage() + (place == null ? "" : " (line " + place.getLineNr() + ")"));
        }
    }

    private @Nullable Object document() throws FormatException {
        JsonToken token = parser.nextToken();
        while (token != null) {
            accept(token);
            token = parser.nextToken();
            if (token != null && open.isEmpty()) {
                throw fault("a second document begins");
            }
        }
        return root;
    }

    private void accept(JsonToken token) throws FormatException {
        if (parser.isCurrentAlias()) {
            throw fault("the alias *" + parser.getString() + " is not supported; write the value out");
        }
        switch (token) {
            case START_OBJECT -> open.push(new LinkedHashMap<String, Object>());
            case START_ARRAY -> open.push(new ArrayList<@Nullable Object>());
            case PROPERTY_NAME -> key(parser.currentName());
            case END_OBJECT, END_ARRAY -> add(open.pop());
            default -> add(scalar(token));
        }
    }

    private void key(String key) throws FormatException {
        if (key.equals("<<")) {
            throw fault("the merge key << is not supported; write the values out");
        }
        if (open.peek() instanceof Map<?, ?> map && map.containsKey(key)) {
            throw fault("the key '" + key + "' occurs twice");
        }
        keys.push(key);
    }

    private @Nullable Object scalar(JsonToken token) throws FormatException {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
            case VALUE_NUMBER_FLOAT -> decimal();
            default -> throw fault("the value '" + parser.getString() + "' has no form in JSON");
        };
    }

    private Object decimal() throws FormatException {
        try {
            return parser.getDecimalValue();
        } catch (NumberFormatException e) {
            throw fault("the number '" + parser.getString() + "' has no form in JSON");
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"})
    private void add(@Nullable Object value) {
        Object parent = open.peek();
        if (parent == null) {
            root = value;
        } else if (parent instanceof List) {
            ((List<@Nullable Object>) parent).add(value);
        } else {
            ((Map<String, Object>) parent).put(keys.pop(), value);
        }
    }

    private FormatException fault(String what) {
        return new FormatException("line " + parser.currentTokenLocation().getLineNr() + ": " + what);
    }
}
