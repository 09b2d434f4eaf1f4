package dev.orchestration.workflow.definition;

import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionName;
import java.util.List;
import java.util.Map;

/**
 * A step that says what it does and after whom, and nothing else. Most steps of a large definition are such: to look for
 * everything else in each takes longer than to read what is there.
 */
final class PlainStep {
    private static final String[] KEYS = {"name", "action", "module", "parameters", "dependencies", "depends_on"};

    private PlainStep() {}

    /** Whether the map has no other keys than those. */
    static boolean is(SourceMap map) {
        int size = map.entries().size();
        for (int i = 0; i < KEYS.length && size > 0; i++) {
            size -= map.entries().containsKey(KEYS[i]) ? 1 : 0;
        }
        return size == 0;
    }

    /** What {@link StepReader} makes of one when it has found all else absent. */
    static TaskSpec task(String name, ActionName action, Map<String, Object> parameters, StepDefaults defaults) {
        return new TaskSpec(
                name,
                action,
                parameters,
                defaults.priority(),
                defaults.retry(),
                defaults.timeout(),
                List.of(),
                RunOn.SUCCESS,
                true,
                false,
                OnInterrupt.RERUN,
                null);
    }
}
