package dev.orchestration.workflow.definition;

import dev.orchestration.state.Nearest;
import dev.orchestration.state.Quoted;
import dev.orchestration.workflow.expression.SchemaCheck;
import dev.orchestration.workflow.expression.SchemaFault;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what {@link SchemaCheck} finds into faults with places. */
final class SchemaFaults {
    private static final List<String> TYPES =
            List.of("array", "boolean", "integer", "null", "number", "object", "string");

    private final FaultList faults;

    SchemaFaults(FaultList faults) {
        this.faults = faults;
    }

    /** Tells what is wrong with a schema; whether it is sound. */
    boolean checkSchema(SourceMap schema) {
        List<SchemaFault> found = SchemaCheck.checkSchema(schema.json());
        Set<List<Object>> told = new HashSet<>();
        for (SchemaFault fault : found) {
            if (told.add(fault.path())) { // of alternatives none of which fits, each is found; one is enough
                faults.error(FaultCode.BAD_SCHEMA, place(schema, fault.path()), inWords(schema, fault));
            }
        }
        new SchemaWords(faults).check(schema);
        return found.isEmpty();
    }

    private static String inWords(SourceMap schema, SchemaFault fault) {
        int last = fault.path().size() - 1;
        boolean type = last >= 0 && fault.path().get(last).equals("type");
        SourceNode node = node(schema, fault.path());
        if (type && node instanceof SourceScalar scalar && scalar.json() instanceof String word) {
            return new SchemaFault(
                            fault.path(), Quoted.of(word) + " is no type" + Nearest.suggestionOrKnown(word, TYPES))
                    .toString();
        }
        return fault.toString();
    }

    /**
     * Tells in what {@code value} differs from {@code schema}.
     *
     * @param source where the value stands; its parts are looked up there
     */
    void check(Map<String, Object> schema, Map<String, Object> value, SourceNode source, String owner) {
        for (SchemaFault fault : SchemaCheck.check(schema, value)) {
            faults.error(FaultCode.BAD_PARAMETERS, place(source, fault.path()), owner + ": " + fault);
        }
    }

    /** Tells if the default of a parameter is none that its schema allows. */
    void checkDefault(SourceMap schema, SourceNode value, String parameter) {
        for (SchemaFault fault : SchemaCheck.check(schema.json(), value.json())) {
            faults.error(
                    FaultCode.BAD_VALUE,
                    place(value, fault.path()),
                    "the default of the parameter " + Quoted.of(parameter) + " does not fit: " + fault);
        }
    }

    /** The place of the part at {@code path}, or of the nearest part around it that is there. */
    private static Place place(SourceNode root, List<Object> path) {
        return node(root, path).place();
    }

    private static SourceNode node(SourceNode root, List<Object> path) {
        SourceNode node = root;
        for (Object step : path) {
            SourceNode child = child(node, step);
            if (child == null) {
                break;
            }
            node = child;
        }
        return node;
    }

    private static @Nullable SourceNode child(SourceNode node, Object step) {
        if (node instanceof SourceMap map) {
            return map.get(step.toString());
        }
        boolean there = node instanceof SourceList list
                && step instanceof Integer index
                && index < list.items().size();
        return there ? ((SourceList) node).items().get((Integer) step) : null;
    }
}
