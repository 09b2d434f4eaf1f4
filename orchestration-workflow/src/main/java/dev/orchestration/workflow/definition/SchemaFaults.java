package dev.orchestration.workflow.definition;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what a {@link SchemaChecker} finds into faults with places. */
final class SchemaFaults {
    private final SchemaChecker checker;
    private final FaultList faults;

    SchemaFaults(SchemaChecker checker, FaultList faults) {
        this.checker = checker;
        this.faults = faults;
    }

    /** Tells what is wrong with a schema; whether it is sound. */
    boolean checkSchema(SourceMap schema) {
        var findings = checker.checkSchema(schema.json());
        for (SchemaFinding finding : findings) {
            faults.error(FaultCode.BAD_SCHEMA, place(schema, finding.path()), text(finding));
        }
        return findings.isEmpty();
    }

    /**
     * Tells in what {@code value} differs from {@code schema}.
     *
     * @param source where the value stands; its parts are looked up there
     */
    void check(Map<String, Object> schema, Map<String, Object> value, SourceNode source, String owner) {
        for (SchemaFinding finding : checker.check(schema, value)) {
            faults.error(FaultCode.BAD_PARAMETERS, place(source, finding.path()), owner + ": " + text(finding));
        }
    }

    /** Tells if the default of a parameter is none that its schema allows. */
    void checkDefault(SourceMap schema, SourceNode value, String parameter) {
        for (SchemaFinding finding : checker.check(schema.json(), value.json())) {
            faults.error(
                    FaultCode.BAD_VALUE,
                    place(value, finding.path()),
                    "the default of the parameter " + Quoted.of(parameter) + " does not fit: " + text(finding));
        }
    }

    private static String text(SchemaFinding finding) {
        return finding.path().isEmpty() ? finding.message() : finding.path() + ": " + finding.message();
    }

    /** The place of the part that a JSON Pointer names, or of the nearest part around it that is there. */
    static Place place(SourceNode root, String pointer) {
        SourceNode node = root;
        for (String step : pointer.split("/", -1)) {
            SourceNode child =
                    step.isEmpty() ? node : child(node, step.replace("~1", "/").replace("~0", "~"));
            if (child == null) {
                break;
            }
            node = child;
        }
        return node.place();
    }

    private static @Nullable SourceNode child(SourceNode node, String step) {
        if (node instanceof SourceMap map) {
            return map.get(step);
        }
        boolean index = node instanceof SourceList && step.matches("\\d{1,9}");
        if (index && Integer.parseInt(step) < ((SourceList) node).items().size()) {
            return ((SourceList) node).items().get(Integer.parseInt(step));
        }
        return null;
    }
}
