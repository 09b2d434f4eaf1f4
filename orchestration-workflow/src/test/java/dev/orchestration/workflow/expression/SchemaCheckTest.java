package dev.orchestration.workflow.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaCheckTest {
    private static final String SHELL = """
            {"type": "object", "required": ["command"], "additionalProperties": false, "properties": {
              "command": {"type": "string", "minLength": 1}, "times": {"type": "integer", "minimum": 1},
              "env": {"type": "object", "additionalProperties": {"type": "string"}},
              "mode": {"enum": ["fast", "slow"]}, "args": {"type": "array", "items": {"type": "string"}},
              "either": {"oneOf": [{"type": "integer"}, {"type": "object", "required": ["x"]}]}}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                         | command: is required",
                "{\"command\": \"ls\", \"times\": 0}        | times: must have a minimum value of 1",
                "{\"command\": \"ls\", \"times\": \"x\"}    | times: string found, integer expected",
                "{\"command\": \"ls\", \"env\": {\"A\": 1}} | env.A: integer found, string expected",
                "{\"command\": \"ls\", \"args\": [\"a\", 1]}| args[1]: integer found, string expected",
                "{\"command\": \"ls\", \"nope\": 1}         | property 'nope' is not defined in the schema and the schema does not allow additional properties",
                "{\"command\": \"\"}                        | command: must be at least 1 characters long",
                "[]                                         | array found, object expected",
            })
    void aFaultNamesItsPlace(String value, String fault) {
        assertThat(SchemaCheck.check(Given.json(SHELL), Json.read(value)))
                .extracting(SchemaFault::toString)
                .containsExactly(fault);
    }

    @Test
    void aValidValueHasNoFault() {
        Object value = Json.read("{\"command\": \"ls\", \"times\": 2.0, \"mode\": \"fast\", \"args\": []}");
        assertThat(SchemaCheck.check(Given.json(SHELL), value)).isEmpty();
    }

    @Test
    void thePlaceOfAFaultIsAlsoAJsonPointer() {
        Object value = Json.read("{\"command\": \"ls\", \"env\": {\"a/b\": 1}}");
        assertThat(SchemaCheck.check(Given.json(SHELL), value))
                .extracting(SchemaFault::pointer)
                .containsExactly("/env/a~1b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\": \"string\", \"format\": \"date\", \"default\": \"2026-01-01\"}",
                "{\"type\": [\"string\", \"null\"], \"pattern\": \"^a\"}",
                "{\"$defs\": {\"a\": {\"type\": \"string\"}}, \"$ref\": \"#/$defs/a\"}",
                "{\"type\": \"array\", \"items\": {\"anyOf\": [{\"type\": \"string\"}, {\"const\": 1}]}}",
            })
    void theseAreSchemas(String schema) {
        assertThat(SchemaCheck.checkSchema(Given.json(schema))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"strin\"}",
                "{\"type\": 3}",
                "{\"required\": \"a\"}",
                "{\"properties\": {\"a\": 1}}",
                "{\"minimum\": \"1\"}",
                "{\"$ref\": \"http://example.com/schema.json\"}",
                "{\"properties\": {\"a\": {\"$ref\": \"https://example.com/schema.json\"}}}",
                "{\"$ref\": \"file:///etc/passwd\"}",
                "{\"$ref\": \"other.json\"}",
                "{\"$ref\": \"#/$defs/missing\"}",
                "{\"required\": [\"a\", \"a\"]}",
            })
    void theseAreNot(String schema) {
        assertThat(SchemaCheck.checkSchema(Given.json(schema))).isNotEmpty();
    }

    @Test
    void aSchemaThatCannotBeUsedIsAFaultNotAnException() {
        assertThat(SchemaCheck.check(Given.json("{\"$ref\": \"http://example.com/x\"}"), 1L))
                .singleElement()
                .asString()
                .contains("lies outside of the schema");
        assertThat(SchemaCheck.check(Given.json("{\"$ref\": \"#/$defs/missing\"}"), 1L))
                .isNotEmpty();
        assertThat(SchemaCheck.check(Given.json("{\"$ref\": \"#\"}"), 1L)).isNotEmpty();
        assertThat(SchemaCheck.check(Given.json("{\"pattern\": \"(\"}"), "x")).isNotEmpty();
    }

    @Test
    void theQuickCheckAcceptsNothingThatTheLibraryRefuses() {
        long seed = 20260201;
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < 3_000; i++) {
            Map<String, Object> schema = Given.json(schema(random, 2));
            Object value = Json.read(value(random, 2));
            if (QuickSchema.accepts(schema, value)) {
                accepted++;
                assertThat(faults(schema, value))
                        .as("%s for %s (seed %d)", Json.write(schema), Json.write(value), seed)
                        .isEmpty();
            }
            if (QuickSchema.isPlain(schema) && i % 10 == 0) {
                assertThat(SchemaLibrary.schemaFaults(schema)).isEmpty();
            }
        }
        assertThat(accepted).isGreaterThan(300);
    }

    private static List<SchemaFault> faults(Map<String, Object> schema, @Nullable Object value) {
        return SchemaLibrary.faults(schema, value);
    }

    private static String schema(Random random, int depth) {
        List<String> keywords = new ArrayList<>();
        String type = pick(random, "string", "integer", "number", "boolean", "null", "object", "array");
        if (random.nextInt(3) > 0) {
            String types = "[\"" + type + "\", \"" + (type.equals("null") ? "array" : "null") + "\"]";
            keywords.add("\"type\": " + (random.nextInt(4) == 0 ? types : "\"" + type + "\""));
        }
        if (random.nextInt(4) == 0) {
            keywords.add(pick(
                    random,
                    "\"minimum\": 2",
                    "\"maximum\": 2",
                    "\"minLength\": 2",
                    "\"minItems\": 1",
                    "\"enum\": [1, \"a\", true]"));
        }
        if (depth > 0 && random.nextBoolean()) {
            keywords.add("\"properties\": {\"a\": " + schema(random, depth - 1) + ", \"b\": "
                    + schema(random, depth - 1) + "}");
            keywords.add("\"required\": " + pick(random, "[\"a\"]", "[]", "[\"a\", \"c\"]"));
            keywords.add("\"additionalProperties\": " + pick(random, "true", "false", schema(random, depth - 1)));
        }
        if (depth > 0 && random.nextInt(3) == 0) {
            keywords.add("\"items\": " + schema(random, depth - 1));
        }
        return "{" + String.join(", ", keywords) + "}";
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0 -> pick(random, "1", "2", "3", "2.0", "2.5", "-1", "99999999999999999999", "1e2");
            case 1 -> pick(random, "\"a\"", "\"\"", "\"long text\"");
            case 2 -> pick(random, "true", "false");
            case 3 -> "null";
            case 4 -> "[" + value(random, depth - 1) + ", " + value(random, depth - 1) + "]";
            case 5 -> "{\"a\": " + value(random, depth - 1) + "}";
            default -> "{\"a\": " + value(random, depth - 1) + ", \"c\": " + value(random, depth - 1) + "}";
        };
    }

    private static String pick(Random random, String... from) {
        return from[random.nextInt(from.length)];
    }
}
