package dev.orchestration.workflow.expression;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import dev.orchestration.state.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The validator library. Loading this class loads it; nothing else in the package names it. */
final class SchemaLibrary {
    /** One evaluation takes at most this many steps, so that a schema of nested alternatives cannot run for hours. */
    private static final long MOST_STEPS = 1_000_000;

    /** And goes at most this deep, so that a schema that refers to itself cannot overflow the stack. */
    private static final int DEEPEST = 500;

    private static final String TEMPLATE = "{{";

    /** Keywords that look at the whole of a list or map. */
    private static final Set<String> WHOLE = Set.of("enum", "const", "uniqueItems");

    private static final Set<String> ALTERNATIVES =
            Set.of("anyOf", "oneOf", "not", "if", "then", "else", "contains", "propertyNames");

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaCacheEnabled(false)
                    .schemaLoader(loader -> loader.fetchRemoteResources(false))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .pathType(PathType.JSON_PATH)
                            .locale(Locale.ROOT)
                            .build()));

    private SchemaLibrary() {}

    static List<String> schemaFaults(Map<String, Object> schema) {
        List<String> outside = new ArrayList<>();
        outsideReferences(schema, "", outside);
        if (!outside.isEmpty()) {
            return outside;
        }
        try {
            Schema meta = REGISTRY.getSchema(
                    SchemaLocation.of(Dialects.getDraft202012().getId()));
            List<String> faults = new ArrayList<>();
            for (Error error : meta.validate(node(schema))) {
                faults.add(told(error));
            }
            if (faults.isEmpty()) {
                REGISTRY.getSchema(node(schema)).initializeValidators();
            }
            return faults;
        } catch (SchemaException | ValidationLimitExceededException e) {
            return List.of("the schema is wrong: " + e.getMessage());
        }
    }

    static List<String> faults(Map<String, Object> schema, @Nullable Object value, boolean ignoreTemplates) {
        List<String> wrong = new ArrayList<>();
        outsideReferences(schema, "", wrong);
        if (!wrong.isEmpty()) {
            return wrong;
        }
        boolean holdsTemplates = ignoreTemplates && Json.write(value).contains(TEMPLATE);
        try {
            Schema compiled = REGISTRY.getSchema(node(schema));
            List<Error> errors = compiled.validate(
                    node(value),
                    context -> context.executionConfig(
                            config -> config.maxEvaluationSteps(MOST_STEPS).maxEvaluationDepth(DEEPEST)));
            return errors.stream()
                    .filter(error -> !ignoreTemplates || !mayPass(error, holdsTemplates))
                    .map(SchemaLibrary::told)
                    .distinct()
                    .toList();
        } catch (SchemaException | ValidationLimitExceededException e) {
            return List.of("the schema cannot be used: " + e.getMessage());
        }
    }

    /**
     * Whether the fault may be gone once templates have their values: it is at a text that is a template, or it was found
     * by trying alternatives on a value that holds one.
     */
    private static boolean mayPass(Error error, boolean holdsTemplates) {
        JsonNode node = error.getInstanceNode();
        if (node != null && node.isString()) {
            return node.stringValue().contains(TEMPLATE);
        }
        return holdsTemplates && (WHOLE.contains(error.getKeyword()) || insideAlternatives(error.getEvaluationPath()));
    }

    private static boolean insideAlternatives(NodePath path) {
        for (int i = 0; i < path.getNameCount(); i++) {
            if (ALTERNATIVES.contains(path.getName(i))) {
                return true;
            }
        }
        return false;
    }

    private static void outsideReferences(@Nullable Object schema, String place, List<String> found) {
        if (schema instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                boolean reference = key.equals("$ref") || key.equals("$dynamicRef");
                if (reference && value instanceof String target && !target.startsWith("#")) {
                    found.add(place + "$ref: \"" + target + "\" lies outside of the schema, and nothing is fetched");
                }
                outsideReferences(value, place + key + ".", found);
            });
        } else if (schema instanceof List<?> list) {
            list.forEach(element -> outsideReferences(element, place, found));
        }
    }

    private static JsonNode node(@Nullable Object value) {
        return MAPPER.readTree(Json.write(value));
    }

    /** {@code items[0].url: …}; a missing property is told at its own place. */
    private static String told(Error error) {
        String place = place(error.getInstanceLocation());
        String property = error.getProperty();
        if (error.getKeyword() != null && error.getKeyword().equals("required") && property != null) {
            return (place.isEmpty() ? property : place + "." + property) + ": is required";
        }
        return (place.isEmpty() ? "" : place + ": ") + error.getMessage();
    }

    private static String place(NodePath location) {
        StringBuilder place = new StringBuilder();
        for (int i = 0; i < location.getNameCount(); i++) {
            Object element = location.getElement(i);
            if (element instanceof Integer index) {
                place.append('[').append(index).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(element);
            }
        }
        return place.toString();
    }
}
