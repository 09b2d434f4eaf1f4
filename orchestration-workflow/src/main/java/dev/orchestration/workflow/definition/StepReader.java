package dev.orchestration.workflow.definition;

import dev.orchestration.state.Quoted;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.Repetition;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionName;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one step after another, each for itself. Confined to one thread. */
final class StepReader {
    static final Set<String> KEYS = Set.of(
            "name",
            "module",
            "action",
            "parameters",
            "dependencies",
            "depends_on",
            "run_if",
            "required",
            "timeout",
            "heartbeat_timeout",
            "max_retries",
            "retry",
            "priority",
            "resources",
            "run_on",
            "success",
            "sets",
            "on_interrupt",
            "estimate",
            "cache",
            "for_each",
            "until",
            "compensate",
            "metadata");
    static final ActionName NO_ACTION = new ActionName("", "");

    private final StepDefaults defaults;
    private final ResourceReader resources;
    private final ExpressionScan expressions;
    private final SuccessReader success;
    private final FaultList faults;
    private final CompensationReader compensations;
    /** By the text with the dot: many steps ask for the same. */
    private final Map<String, ActionName> actions = new HashMap<>();

    StepReader(
            StepDefaults defaults,
            ResourceReader resources,
            ExpressionScan expressions,
            SuccessReader success,
            FaultList faults) {
        this.defaults = defaults;
        this.resources = resources;
        this.expressions = expressions;
        this.success = success;
        this.faults = faults;
        this.compensations = new CompensationReader(this, defaults);
    }

    StepDraft read(SourceMap map, int number) {
        String name =
                map.get("name") instanceof SourceScalar scalar && scalar.json() instanceof String text ? text : null;
        Fields fields = new Fields(map, () -> name == null ? "step " + number : "step " + Quoted.of(name), faults);
        boolean plain = PlainStep.is(map);
        if (!plain) {
            fields.rejectOthers(KEYS, Set.of());
        }
        fields.require("name");
        fields.text("name");
        fields.map("metadata");
        if (name != null) {
            NameRule.check(name, "a step", fields.place("name"), faults);
        }
        Map<String, Place> reads = new LinkedHashMap<>();
        ActionName action = action(fields);
        return plain ? plain(fields, name, action, reads) : full(fields, name, action, reads);
    }

    private StepDraft plain(
            Fields fields, @Nullable String name, @Nullable ActionName action, Map<String, Place> reads) {
        Map<String, Object> parameters = templates(fields, "parameters", expressions.in(name), reads);
        return new StepDraft(
                fields,
                name,
                action != null,
                dependencies(fields),
                reads,
                PlainStep.task(name == null ? "" : name, action == null ? NO_ACTION : action, parameters, defaults),
                null,
                SuccessCriteria.NONE,
                Map.of(),
                Repeats.ONCE,
                null,
                null);
    }

    private StepDraft full(
            Fields fields, @Nullable String name, @Nullable ActionName action, Map<String, Place> reads) {
        ExpressionScan own = expressions.in(name);
        String runIf = runIf(fields, own, reads);
        ExpressionScan inside = fields.has("for_each") ? own.ofItems() : own;
        Repeats repeats = new RepeatsReader(fields, reads, own, inside, SubWorkflows.atOnce(action)).read();
        return new StepDraft(
                fields,
                name,
                action != null,
                dependencies(fields),
                reads,
                task(
                        fields,
                        name == null ? "" : name,
                        action == null ? NO_ACTION : action,
                        templates(fields, "parameters", inside, reads),
                        repeats.repetition()),
                runIf,
                success.read(fields, reads),
                sets(fields, inside, reads),
                repeats,
                CacheReader.read(fields, inside, reads),
                compensations.read(fields, name, inside));
    }

    private TaskSpec task(
            Fields fields,
            String name,
            ActionName action,
            Map<String, Object> parameters,
            @Nullable Repetition repetition) {
        TaskPriority priority = fields.choice("priority", TaskPriority.class);
        RunOn runOn = fields.choice("run_on", RunOn.class);
        OnInterrupt onInterrupt = fields.choice("on_interrupt", OnInterrupt.class);
        Duration timeout = fields.duration("timeout", true);
        ResourceReader.Requests holds = resources.requests(fields);
        return new TaskSpec(
                name,
                action,
                parameters,
                priority == null ? defaults.priority() : priority,
                retry(fields),
                timeout == null ? defaults.timeout() : timeout,
                holds.named(),
                runOn == null ? RunOn.SUCCESS : runOn,
                fields.flag("required", true),
                fields.has("run_if"),
                onInterrupt == null ? OnInterrupt.RERUN : onInterrupt,
                fields.duration("estimate", false),
                fields.duration("heartbeat_timeout", true),
                holds.ofTypes(),
                repetition);
    }

    RetryPolicy retry(Fields fields) {
        RetryPolicy policy = new RetryReader(fields).read(defaults.retry());
        if (policy.maxRetries() == 0 && fields.has("retry")) {
            faults.warning(
                    FaultCode.RETRY_WITHOUT_RETRIES,
                    fields.keyPlace("retry"),
                    "'retry' of " + fields.owner() + " has no effect: max_retries is 0");
        }
        return policy;
    }

    /** {@code module} and {@code action}, or both in {@code action} with a dot. */
    @Nullable
    ActionName action(Fields fields) {
        fields.require("action");
        String module = fields.text("module");
        String action = fields.text("action");
        if (action == null) {
            return null;
        }
        int dot = action.lastIndexOf('.');
        if (module == null && !fields.has("module") && dot > 0 && dot < action.length() - 1) {
            return actions.computeIfAbsent(
                    action, text -> new ActionName(text.substring(0, dot), text.substring(dot + 1)));
        }
        if (module == null && !fields.has("module")) {
            fields.error(
                    FaultCode.MISSING_KEY,
                    "action",
                    fields.owner() + " has no 'module'; write it beside 'action', or action: module."
                            + Quoted.plain(action));
        }
        return module == null ? null : new ActionName(module, action);
    }

    private static Map<String, Place> dependencies(Fields fields) {
        if (!fields.has("dependencies") && !fields.has("depends_on")) {
            return Map.of();
        }
        Map<String, Place> names = new LinkedHashMap<>();
        for (SourceScalar item : fields.texts("dependencies")) {
            names.putIfAbsent(String.valueOf(item.json()), item.place());
        }
        boolean one = fields.node("depends_on") instanceof SourceScalar scalar && scalar.json() instanceof String;
        if (one) {
            names.putIfAbsent(fields.text("depends_on", ""), fields.place("depends_on"));
        } else {
            fields.texts("depends_on").forEach(item -> names.putIfAbsent(String.valueOf(item.json()), item.place()));
        }
        return names;
    }

    /** A condition; {@code true} and {@code false} may be written without quotes. */
    private @Nullable String runIf(Fields fields, ExpressionScan own, Map<String, Place> reads) {
        boolean constant = fields.node("run_if") instanceof SourceScalar scalar && scalar.json() instanceof Boolean;
        String text = constant ? String.valueOf(fields.flag("run_if", true)) : fields.text("run_if");
        if (text != null) {
            own.condition(text, fields.place("run_if"), reads);
        }
        return text;
    }

    private Map<String, Object> sets(Fields fields, ExpressionScan inside, Map<String, Place> reads) {
        Map<String, Object> sets = templates(fields, "sets", inside, reads);
        for (String key : sets.keySet()) {
            if (key.isBlank() || ExpressionScan.isTemplate(key)) {
                fields.error(
                        FaultCode.BAD_VALUE,
                        "sets",
                        "the keys of 'sets' are taken as they are written, so " + Quoted.of(key)
                                + " is no context key");
            }
        }
        return sets;
    }

    static Map<String, Object> templates(Fields fields, String key, ExpressionScan inside, Map<String, Place> reads) {
        SourceMap map = fields.map(key);
        if (map == null) {
            return Map.of();
        }
        inside.templates(map, reads);
        return map.json();
    }
}
