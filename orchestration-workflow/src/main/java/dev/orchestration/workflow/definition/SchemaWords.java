package dev.orchestration.workflow.definition;

import dev.orchestration.state.Nearest;
import dev.orchestration.state.Quoted;
import java.util.List;
import java.util.Set;

/**
 * The words that a JSON Schema (draft 2020-12) has. Any other one is allowed there and means nothing, so that a slip goes by
 * unseen: it is warned of. Words that begin with {@code x-} are somebody's own. Schemas are bounded in depth, so the recursion
 * is too.
 */
final class SchemaWords {
    private static final Set<String> OF_SCHEMAS_BY_NAME =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");
    private static final Set<String> OF_ONE_SCHEMA = Set.of(
            "items",
            "additionalProperties",
            "additionalItems",
            "unevaluatedItems",
            "unevaluatedProperties",
            "propertyNames",
            "contains",
            "contentSchema",
            "not",
            "if",
            "then",
            "else");
    private static final Set<String> OF_SCHEMAS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");

    /** In the order in which they are suggested. */
    private static final List<String> ALL = List.of(
            "type",
            "properties",
            "required",
            "items",
            "enum",
            "const",
            "default",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "minItems",
            "maxItems",
            "uniqueItems",
            "contains",
            "minContains",
            "maxContains",
            "prefixItems",
            "minProperties",
            "maxProperties",
            "additionalProperties",
            "patternProperties",
            "propertyNames",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "additionalItems",
            "unevaluatedItems",
            "unevaluatedProperties",
            "allOf",
            "anyOf",
            "oneOf",
            "not",
            "if",
            "then",
            "else",
            "title",
            "description",
            "examples",
            "example",
            "deprecated",
            "readOnly",
            "writeOnly",
            "contentEncoding",
            "contentMediaType",
            "contentSchema",
            "definitions",
            "$schema",
            "$id",
            "$ref",
            "$defs",
            "$anchor",
            "$dynamicRef",
            "$dynamicAnchor",
            "$comment",
            "$vocabulary");

    private final FaultList faults;

    SchemaWords(FaultList faults) {
        this.faults = faults;
    }

    /** Warns of each word of {@code schema}, and of the schemas in it, that there is not. */
    void check(SourceMap schema) {
        schema.entries().forEach((word, entry) -> {
            if (!ALL.contains(word) && !word.startsWith("x-")) {
                faults.warning(
                        FaultCode.UNKNOWN_SCHEMA_WORD,
                        entry.key(),
                        "JSON Schema has no word " + Quoted.of(word) + ", so it has no effect" + suggestion(word));
            }
            inside(word, entry.value());
        });
    }

    /** Beginnings are what people write who know the words of another language. */
    private static String suggestion(String word) {
        String nearest = Nearest.suggestion(word, ALL);
        return nearest.isEmpty() && word.length() >= 3
                ? ALL.stream()
                        .filter(known -> known.startsWith(word))
                        .findFirst()
                        .map(known -> "; did you mean " + Quoted.of(known) + "?")
                        .orElse("")
                : nearest;
    }

    private void inside(String word, SourceNode value) {
        if (OF_ONE_SCHEMA.contains(word) && value instanceof SourceMap one) {
            check(one);
        } else if (OF_SCHEMAS_BY_NAME.contains(word) && value instanceof SourceMap named) {
            named.entries().values().forEach(entry -> schema(entry.value()));
        } else if (OF_SCHEMAS.contains(word) && value instanceof SourceList list) {
            list.items().forEach(this::schema);
        }
    }

    private void schema(SourceNode node) {
        if (node instanceof SourceMap map) {
            check(map);
        }
    }
}
