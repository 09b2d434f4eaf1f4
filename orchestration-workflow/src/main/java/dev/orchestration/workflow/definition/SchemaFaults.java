package dev.orchestration.workflow.definition;

import dev.orchestration.state.Quoted;
import dev.orchestration.workflow.expression.SchemaCheck;
import dev.orchestration.workflow.expression.SchemaFault;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what {@link SchemaCheck} finds into faults with places. */
final class SchemaFaults {
    private final FaultList faults;

    SchemaFaults(FaultList faults) {
        this.faults = faults;
    }

    /** Tells what is wrong with a schema; whether it is sound. */
    boolean checkSchema(SourceMap schema) {
        List<SchemaFault> found = SchemaCheck.checkSchema(schema.json());
        for (SchemaFault fault : found) {
            faults.error(FaultCode.BAD_SCHEMA, place(schema, fault.path()), fault.toString());
        }
        return found.isEmpty();
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
        SourceNode node = root;
        for (Object step : path) {
            SourceNode child = child(node, step);
            if (child == null) {
                break;
            }
            node = child;
        }
        return node.place();
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
