package dev.orchestration.workflow.definition;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Judges every template and condition of a step, and gathers the steps they read. Confined to one thread. */
final class ExpressionScan {
    private final ExpressionChecker checker;
    private final FaultList faults;

    ExpressionScan(ExpressionChecker checker, FaultList faults) {
        this.checker = checker;
        this.faults = faults;
    }

    /** Whether a text is, or holds, a template. */
    static boolean isTemplate(String text) {
        return text.contains("{{");
    }

    /** Judges all texts in {@code node}; {@code reads} gets the steps they read, with the place of the first reading. */
    void templates(SourceNode node, Map<String, Place> reads) {
        Deque<SourceNode> left = new ArrayDeque<>();
        left.push(node);
        while (!left.isEmpty()) {
            SourceNode next = left.pop();
            if (next instanceof SourceMap map) {
                map.entries().values().forEach(entry -> left.push(entry.value()));
            } else if (next instanceof SourceList list) {
                list.items().forEach(left::push);
            } else if (next instanceof SourceScalar scalar
                    && scalar.json() instanceof String text
                    && isTemplate(text)) {
                tell(checker.template(text), FaultCode.BAD_TEMPLATE, scalar.place(), reads);
            }
        }
    }

    void condition(String text, Place place, Map<String, Place> reads) {
        tell(checker.condition(text), FaultCode.BAD_CONDITION, place, reads);
    }

    private void tell(ExpressionFindings findings, FaultCode code, Place place, Map<String, Place> reads) {
        findings.problems().forEach(problem -> faults.error(code, place, problem));
        findings.steps().stream().sorted().forEach(step -> reads.putIfAbsent(step, place));
    }
}
