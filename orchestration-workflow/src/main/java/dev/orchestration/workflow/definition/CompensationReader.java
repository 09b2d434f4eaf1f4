package dev.orchestration.workflow.definition;

import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.Repetition;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code compensate} of one step after another. Confined to one thread. */
final class CompensationReader {
    static final Set<String> KEYS = Set.of("module", "action", "parameters", "timeout", "max_retries", "retry");

    private static final String KEY = "compensate";
    private static final Repetition EACH_ITEM = new Repetition(new Repetition.Each(Integer.MAX_VALUE, false), null);

    private final StepReader steps;
    private final StepDefaults defaults;

    /** @param defaults of the steps; as nothing else bounds a compensation, its attempts have a timeout always */
    CompensationReader(StepReader steps, StepDefaults defaults) {
        this.steps = steps;
        this.defaults = defaults.within(FinallySteps.TIMEOUT);
    }

    /**
     * What undoes a step, null if nothing does.
     *
     * @param fields of the step
     * @param expressions of the step's parameters
     */
    @Nullable
    StepDraft read(Fields fields, @Nullable String step, ExpressionScan expressions) {
        SourceMap map = fields.map(KEY);
        if (map == null) {
            return null;
        }
        Fields own = new Fields(map, () -> "'compensate' of " + fields.owner(), fields.faults());
        own.rejectOthers(KEYS, Set.of());
        ActionName action = steps.action(own);
        Map<String, Place> reads = new LinkedHashMap<>();
        Map<String, Object> parameters = StepReader.templates(own, "parameters", expressions.atTheEnd(), reads);
        boolean each = fields.has("for_each");
        TaskSpec task = new TaskSpec(
                WorkflowStep.compensationName(step == null ? "" : step),
                action == null ? StepReader.NO_ACTION : action,
                parameters,
                defaults.priority(),
                steps.retry(own),
                timeout(own),
                List.of(),
                RunOn.SUCCESS,
                false,
                false,
                OnInterrupt.RERUN,
                null,
                null,
                List.of(),
                each ? EACH_ITEM : null);
        Repeats repeats = new Repeats(null, null, task.repetition());
        return new StepDraft(
                own,
                task.name(),
                action != null,
                Map.of(),
                Map.of(),
                task,
                null,
                SuccessCriteria.NONE,
                Map.of(),
                repeats,
                null,
                null);
    }

    private @Nullable Duration timeout(Fields own) {
        Duration timeout = own.duration("timeout", true);
        return timeout == null ? defaults.timeout() : timeout;
    }
}
