package dev.orchestration.workflow.expression;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.runtime.CelVariableResolver;
import dev.orchestration.state.JsonValue;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The variables an expression sees: their types when it is checked and their values when it is evaluated. */
final class CelRoots {
    private static final CelType TEXTS = MapType.create(SimpleType.STRING, SimpleType.STRING);

    /** Every variable but {@code parameters}, whose type differs from workflow to workflow. */
    static final Map<String, CelType> TYPES = Map.of(
            "steps",
            MapType.create(SimpleType.STRING, SimpleType.DYN),
            "ctx",
            MapType.create(SimpleType.STRING, SimpleType.DYN),
            "execution",
            TEXTS,
            "env",
            TEXTS,
            "output",
            SimpleType.DYN);

    /** Those that a step with {@code for_each} sees beside. */
    static final Map<String, CelType> OF_ITEMS = Map.of("item", SimpleType.DYN, "index", SimpleType.INT);

    private CelRoots() {}

    static boolean isRoot(String name) {
        return name.equals("parameters") || TYPES.containsKey(name) || OF_ITEMS.containsKey(name);
    }

    /** Whether it is known in a step with {@code for_each} only. */
    static boolean isOfItem(String name) {
        return OF_ITEMS.containsKey(name);
    }

    /** A type with one field for each parameter, so that unknown ones and wrong types are found when it is checked. */
    static StructType parameters(Map<String, ParameterType> types) {
        ImmutableMap.Builder<String, CelType> fields = ImmutableMap.builder();
        types.forEach((name, type) -> fields.put(name, type(type)));
        ImmutableMap<String, CelType> all = fields.buildOrThrow();
        return StructType.create("parameters", all.keySet(), name -> Optional.ofNullable(all.get(name)));
    }

    private static CelType type(ParameterType type) {
        return switch (type) {
            case INT -> SimpleType.INT;
            case STRING -> SimpleType.STRING;
            case BOOL -> SimpleType.BOOL;
            case LIST -> ListType.create(SimpleType.DYN);
            case MAP -> MapType.create(SimpleType.STRING, SimpleType.DYN);
            case DYN -> SimpleType.DYN;
        };
    }

    static CelVariableResolver values(Scope scope, Map<String, ParameterType> types) {
        return name -> switch (name) {
            case "parameters" -> Optional.of(CelValues.parameters(scope.parameters(), types));
            case "steps" -> Optional.of(CelValues.steps(scope.outputs()));
            case "ctx" -> Optional.of(CelValues.root(scope.context(), JsonValue::raw));
            case "execution" -> Optional.of(CelValues.root(scope.execution(), Function.identity()));
            case "env" -> Optional.of(CelValues.root(scope.env(), value -> value));
            case "item" -> Optional.ofNullable(scope.item()).map(item -> CelValues.toCel(item.raw()));
            case "index" -> scope.index() < 0 ? Optional.empty() : Optional.of((long) scope.index());
            case "output" -> Optional.ofNullable(scope.output()).map(output -> CelValues.toCel(output.raw()));
            default -> Optional.empty();
        };
    }
}
