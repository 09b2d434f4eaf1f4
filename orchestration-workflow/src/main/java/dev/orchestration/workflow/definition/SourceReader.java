package dev.orchestration.workflow.definition;

import dev.orchestration.state.Json;
import dev.orchestration.state.Quoted;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Builds the tree of a JSON or YAML text out of the token stream with a stack of its own. Syntax ends at its first fault;
 * duplicate keys, aliases, tags and unreadable numbers are all found. Confined to one thread.
 */
final class SourceReader {
    /** A number needs no more digits or zeros than this; a larger exponent would cost whoever computes with it. */
    private static final int MAX_SCALE = 1_000;

    private final SourceText source;
    private final FaultList faults;
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable YamlReferences references;
    private Place last = new Place(1, 1);
    private @Nullable SourceNode root;

    /** A map or list whose end has not come; {@code key} is the one that waits for its value. */
    private static final class Open {
        final SourceNode node;
        final Map<String, SourceMap.Entry> entries;
        final List<SourceNode> items;
        String key = "";
        Place keyPlace = Place.NOWHERE;
        boolean skip;

        Open(Place place, boolean map) {
            entries = map ? new LinkedHashMap<>() : Map.of();
            items = map ? List.of() : new ArrayList<>();
            node = map ? new SourceMap(place, entries) : new SourceList(place, items);
        }
    }

    SourceReader(SourceText source, FaultList faults) {
        this.source = source;
        this.faults = faults;
    }

    /** The tree, or null where the syntax is at fault. */
    @Nullable
    SourceNode read() {
        try (JsonParser parser = source.parser()) {
            references = parser instanceof YAMLParser yaml ? new YamlReferences(yaml, source.text(), faults) : null;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                last = place(parser);
                if (root != null && open.isEmpty()) {
                    afterTheEnd();
                    return root;
                }
                accept(parser, token);
            }
        } catch (JacksonException e) {
            syntaxFault(e);
            return null;
        }
        if (root == null) {
            faults.error(FaultCode.SYNTAX, last, "the file is empty");
        }
        return root;
    }

    private void afterTheEnd() {
        if (source.yaml()) {
            faults.error(
                    FaultCode.MULTIPLE_DOCUMENTS, last, "a second document begins here; a file holds one workflow");
        } else {
            faults.error(FaultCode.SYNTAX, last, "text after the end of the JSON value");
        }
    }

    private void accept(JsonParser parser, JsonToken token) {
        boolean reference = references != null && references.reject(token, last);
        switch (token) {
            case START_OBJECT -> open.push(new Open(last, true));
            case START_ARRAY -> open.push(new Open(last, false));
            case PROPERTY_NAME -> {
                Open map = open.element();
                map.key = parser.currentName();
                map.keyPlace = last;
                map.skip = reference;
            }
            case END_OBJECT, END_ARRAY -> add(open.pop().node);
            default -> add(reference ? new SourceScalar(last, null, true) : scalar(parser, token));
        }
    }

    private SourceNode scalar(JsonParser parser, JsonToken token) {
        try {
            return switch (token) {
                case VALUE_NULL -> new SourceScalar(last, null, false);
                case VALUE_TRUE -> new SourceScalar(last, true, false);
                case VALUE_FALSE -> new SourceScalar(last, false, false);
                case VALUE_NUMBER_INT -> new SourceScalar(last, whole(parser.getBigIntegerValue()), false);
                case VALUE_NUMBER_FLOAT -> decimal(parser);
                default -> new SourceScalar(last, parser.getString(), false);
            };
        } catch (StreamConstraintsException e) {
            return broken("the number has too many digits");
        } catch (JacksonException | ArithmeticException | NumberFormatException e) {
            return broken("this is no number that JSON can hold");
        }
    }

    private SourceScalar broken(String message) {
        faults.error(FaultCode.BAD_VALUE, last, message);
        return new SourceScalar(last, null, true);
    }

    private static Object whole(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private SourceScalar decimal(JsonParser parser) {
        // Not isNaN(): in YAML it may answer for an earlier number.
        if (parser.getString().chars().noneMatch(Character::isDigit)) {
            return broken("JSON has no infinity and no NaN");
        }
        BigDecimal number = parser.getDecimalValue();
        if (number.precision() > MAX_SCALE || Math.abs((long) number.scale()) > MAX_SCALE) {
            return broken("the number is too large or too small: at most " + MAX_SCALE + " digits");
        }
        return new SourceScalar(last, Json.freeze(number, "number"), false);
    }

    private void add(SourceNode node) {
        Open parent = open.peek();
        if (parent == null) {
            root = node;
        } else if (parent.node instanceof SourceList) {
            parent.items.add(node);
        } else if (!parent.skip) {
            SourceMap.Entry first = parent.entries.putIfAbsent(parent.key, new SourceMap.Entry(parent.keyPlace, node));
            if (first != null) {
                faults.error(
                        FaultCode.DUPLICATE_KEY,
                        parent.keyPlace,
                        "the key " + Quoted.of(parent.key) + " is there already, at " + first.key());
            }
        }
    }

    private static Place place(JsonParser parser) {
        var location = parser.currentTokenLocation();
        return new Place(location.getLineNr(), location.getColumnNr());
    }

    private void syntaxFault(JacksonException fault) {
        Throwable cause = fault.getCause();
        if (cause instanceof MarkedYamlEngineException marked
                && marked.getProblemMark().isPresent()) {
            var mark = marked.getProblemMark().get();
            syntaxFault(new Place(mark.getLine() + 1, mark.getColumn() + 1), marked.getProblem());
        } else if (cause instanceof ReaderException hidden) {
            syntaxFault(
                    source.placeOfCodePoint(hidden.getPosition()),
                    String.format("the character U+%04X is not allowed", hidden.getCodePoint()));
        } else if (fault instanceof StreamConstraintsException && source.yaml()) {
            // The exception tells no place of its own.
            syntaxFault(last, tooMuch());
        } else {
            var location = fault.getLocation();
            Place place = location == null ? last : new Place(location.getLineNr(), location.getColumnNr());
            String message = String.valueOf(fault.getOriginalMessage())
                    .lines()
                    .findFirst()
                    .orElse("");
            syntaxFault(place, fault instanceof StreamConstraintsException ? tooMuch() : message);
        }
    }

    private void syntaxFault(Place place, String message) {
        faults.error(FaultCode.SYNTAX, place, (source.yaml() ? "YAML: " : "JSON: ") + message);
    }

    private static String tooMuch() {
        return "nested deeper than " + Json.MAX_DEPTH + ", or a number has more than " + MAX_SCALE + " digits";
    }
}
