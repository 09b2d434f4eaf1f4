package dev.orchestration.workflow.definition;

import dev.orchestration.tasks.Repetition;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code for_each} and {@code until} of one step. Confined to one thread. */
final class RepeatsReader {
    /** After so many passes a loop has failed, where nobody says how many. */
    static final int DEFAULT_PASSES = 1_000;

    private static final int MOST_PASSES = 1_000_000;
    static final Set<String> MAP_KEYS = Set.of("items", "max_parallel", "fail_fast");
    static final Set<String> LOOP_KEYS = Set.of("condition", "interval", "max_iterations");

    private final Fields step;
    private final Map<String, Place> reads;
    private final ExpressionScan list;
    private final ExpressionScan inside;
    private final int unsaid;

    /**
     * @param list judges what the list is read with
     * @param inside judges what each element is handled with, and knows it
     * @param unsaid so many elements are under way at once where nobody says how many
     */
    RepeatsReader(Fields step, Map<String, Place> reads, ExpressionScan list, ExpressionScan inside, int unsaid) {
        this.step = step;
        this.reads = reads;
        this.list = list;
        this.inside = inside;
        this.unsaid = unsaid;
    }

    Repeats read() {
        if (!step.has("for_each") && !step.has("until")) {
            return Repeats.ONCE;
        }
        Repetition.Each each = null;
        Object items = null;
        if (step.has("for_each")) {
            boolean plain = !(step.node("for_each") instanceof SourceMap);
            Fields fields = plain ? step : inner("for_each", MAP_KEYS);
            items = items(fields, plain ? "for_each" : "items");
            each = plain
                    ? new Repetition.Each(unsaid, false)
                    : new Repetition.Each(
                            fields.whole("max_parallel", 1, Integer.MAX_VALUE, unsaid),
                            fields.flag("fail_fast", false));
            warnOfSets(each);
        }
        if (!step.has("until")) {
            return new Repeats(items, null, new Repetition(each, null));
        }
        boolean plain = !(step.node("until") instanceof SourceMap);
        Fields fields = plain ? step : inner("until", LOOP_KEYS);
        String condition = condition(fields, plain ? "until" : "condition");
        Duration interval = plain ? null : fields.duration("interval", false);
        int most = plain ? DEFAULT_PASSES : fields.whole("max_iterations", 1, MOST_PASSES, DEFAULT_PASSES);
        Repetition.Until until = new Repetition.Until(interval == null ? Duration.ZERO : interval, most);
        return new Repeats(items, condition, new Repetition(each, until));
    }

    private Fields inner(String key, Set<String> keys) {
        SourceMap map = step.map(key);
        Fields fields = new Fields(
                map == null ? new SourceMap(step.place(key), Map.of()) : map,
                "'" + key + "' of " + step.owner(),
                step.faults());
        fields.rejectOthers(keys, Set.of());
        fields.require(key.equals("until") ? "condition" : "items");
        return fields;
    }

    /** A list, or one template that may give one; null for what is neither, which is told. */
    private @Nullable Object items(Fields fields, String key) {
        SourceNode node = fields.node(key);
        if (node == null || node.broken()) {
            return null;
        }
        if (node instanceof SourceList elements) {
            list.templates(elements, reads);
            return elements.json();
        }
        String text = node instanceof SourceScalar scalar && scalar.json() instanceof String one ? one : null;
        if (text == null || !ExpressionScan.isTemplate(text)) {
            fields.error(
                    FaultCode.WRONG_TYPE,
                    key,
                    "'" + key + "' of " + fields.owner() + " must be a list, or one template that gives a list, not "
                            + node.described());
            return null;
        }
        list.templates(node, reads);
        list.type(text)
                .filter(type -> !type.equals("list"))
                .ifPresent(type -> fields.error(
                        FaultCode.BAD_TEMPLATE,
                        key,
                        "'" + key + "' of " + fields.owner() + " gives no list: " + text + " is of type " + type));
        return text;
    }

    private @Nullable String condition(Fields fields, String key) {
        boolean constant = fields.node(key) instanceof SourceScalar scalar && scalar.json() instanceof Boolean;
        String text = constant ? String.valueOf(fields.flag(key, true)) : fields.text(key);
        if (text != null) {
            inside.condition(text, fields.place(key), reads);
        }
        return text;
    }

    private void warnOfSets(Repetition.Each each) {
        if (step.has("sets") && each.maxParallel() > 1) {
            step.faults()
                    .warning(
                            FaultCode.PARALLEL_WRITES,
                            step.keyPlace("sets"),
                            "the items of " + step.owner()
                                    + " all write the same keys of the context, so chance decides"
                                    + " whose value stays; read the step's output, which is the list of theirs, or say"
                                    + " max_parallel: 1");
        }
    }
}
