package dev.orchestration.workflow.definition;

import dev.orchestration.workflow.expression.Condition;
import dev.orchestration.workflow.expression.Names;
import dev.orchestration.workflow.expression.Template;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges every template and condition of a step, and gathers the steps they read. Confined to one thread. */
final class ExpressionScan {
    private final Names names;
    private final FaultList faults;
    private @Nullable ExpressionScan ofItems;

    ExpressionScan(Names names, FaultList faults) {
        this.names = names;
        this.faults = faults;
    }

    /** The same for a step with {@code for_each}. */
    ExpressionScan ofItems() {
        ExpressionScan known = ofItems;
        if (known == null) {
            known = new ExpressionScan(names.withItem(), faults);
            ofItems = known;
        }
        return known;
    }

    /** The same for the step of this name, null if it has none. */
    ExpressionScan in(@Nullable String step) {
        return new ExpressionScan(names.in(step), faults);
    }

    /** The same for what runs when steps have ended. */
    ExpressionScan atTheEnd() {
        return new ExpressionScan(names.atTheEnd(), faults);
    }

    /** What a text that is one whole template gives, if that is certain. */
    Optional<String> type(String text) {
        return Template.parse(text, names).type();
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
                Template template = Template.parse(text, names);
                tell(template.problems(), FaultCode.BAD_TEMPLATE, scalar.place());
                template.secrets().forEach(secret -> faults.secret(secret, scalar.place()));
                remember(template.steps(), scalar.place(), reads);
            }
        }
    }

    void condition(String text, Place place, Map<String, Place> reads) {
        Condition condition = Condition.parse(text, names);
        tell(condition.problems(), FaultCode.BAD_CONDITION, place);
        remember(condition.steps(), place, reads);
    }

    private void tell(List<String> problems, FaultCode code, Place place) {
        problems.forEach(problem -> faults.error(code, place, problem));
    }

    private static void remember(Set<String> steps, Place place, Map<String, Place> reads) {
        steps.stream().sorted().forEach(step -> reads.putIfAbsent(step, place));
    }
}
