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
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The validator library. Loading this class loads it; nothing else in the package names it. */
final class SchemaLibrary {
    /** One evaluation takes at most this many steps, so that a schema of nested alternatives cannot run for hours. */
    private static final long MOST_STEPS = 1_000_000;

    /** And goes at most this deep, so that a schema that refers to itself cannot overflow the stack. */
    private static final int DEEPEST = 500;

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaCacheEnabled(false)
                    .schemaLoader(loader -> loader.fetchRemoteResources(false))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .pathType(PathType.JSON_PATH)
                            .locale(Locale.ROOT)
                            .build()));

    private static final int MOST_COMPILED = 256;
    private static final Map<Map<String, Object>, Schema> COMPILED = new ConcurrentHashMap<>();

    private SchemaLibrary() {}

    static List<SchemaFault> schemaFaults(Map<String, Object> schema) {
        List<SchemaFault> outside = outsideReferences(schema);
        if (!outside.isEmpty()) {
            return outside;
        }
        try {
            Schema meta = REGISTRY.getSchema(
                    SchemaLocation.of(Dialects.getDraft202012().getId()));
            List<SchemaFault> faults = new ArrayList<>();
            for (Error error : meta.validate(node(schema))) {
                faults.add(told(error));
            }
            if (faults.isEmpty()) {
                compiled(schema).initializeValidators();
            }
            return faults;
        } catch (SchemaException | ValidationLimitExceededException e) {
            return List.of(new SchemaFault(List.of(), "the schema is wrong: " + e.getMessage()));
        }
    }

    static List<SchemaFault> faults(Map<String, Object> schema, @Nullable Object value) {
        List<SchemaFault> outside = outsideReferences(schema);
        if (!outside.isEmpty()) {
            return outside;
        }
        try {
            List<Error> errors = compiled(schema)
                    .validate(
                            node(value),
                            context -> context.executionConfig(config ->
                                    config.maxEvaluationSteps(MOST_STEPS).maxEvaluationDepth(DEEPEST)));
            return errors.stream().map(SchemaLibrary::told).distinct().toList();
        } catch (SchemaException | ValidationLimitExceededException e) {
            return List.of(new SchemaFault(List.of(), "the schema cannot be used: " + e.getMessage()));
        }
    }

    /** The same few schemas of actions are asked for with every step. */
    private static Schema compiled(Map<String, Object> schema) {
        if (COMPILED.size() >= MOST_COMPILED) {
            COMPILED.clear();
        }
        return COMPILED.computeIfAbsent(schema, key -> REGISTRY.getSchema(node(key)));
    }

    private static List<SchemaFault> outsideReferences(Map<String, Object> schema) {
        List<SchemaFault> found = new ArrayList<>();
        outsideReferences(schema, List.of(), found);
        return found;
    }

    private static void outsideReferences(@Nullable Object schema, List<Object> path, List<SchemaFault> found) {
        if (schema instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                List<Object> inside = new ArrayList<>(path);
                inside.add(key);
                boolean reference = key.equals("$ref") || key.equals("$dynamicRef");
                if (reference && value instanceof String target && !target.startsWith("#")) {
                    found.add(new SchemaFault(
                            inside, "\"" + target + "\" lies outside of the schema, and nothing is fetched"));
                }
                outsideReferences(value, inside, found);
            });
        } else if (schema instanceof List<?> list) {
            list.forEach(element -> outsideReferences(element, path, found));
        }
    }

    private static JsonNode node(@Nullable Object value) {
        return MAPPER.readTree(Json.write(value));
    }

    /** A missing property is told at its own place. */
    private static SchemaFault told(Error error) {
        List<Object> path = new ArrayList<>();
        NodePath location = error.getInstanceLocation();
        for (int i = 0; i < location.getNameCount(); i++) {
            path.add(location.getElement(i));
        }
        String property = error.getProperty();
        if (error.getKeyword() != null && error.getKeyword().equals("required") && property != null) {
            path.add(property);
            return new SchemaFault(path, "is required");
        }
        return new SchemaFault(path, error.getMessage());
    }
}
