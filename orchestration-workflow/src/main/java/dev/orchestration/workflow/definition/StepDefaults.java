package dev.orchestration.workflow.definition;

import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.TaskPriority;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a step that says nothing else.
 *
 * @param timeout of an attempt, null for none
 */
record StepDefaults(@Nullable Duration timeout, RetryPolicy retry, TaskPriority priority) {
    static final Set<String> KEYS = Set.of("timeout", "max_retries", "retry", "priority");

    /** The same for a step that nothing else bounds. */
    StepDefaults within(Duration limit) {
        return timeout == null ? new StepDefaults(limit, retry, priority) : this;
    }

    /** Reads {@code defaults} of the workflow. */
    static StepDefaults read(Fields top) {
        SourceMap map = top.map("defaults");
        Fields fields = new Fields(map == null ? SourceMap.empty() : map, "'defaults'", top.faults());
        fields.rejectOthers(KEYS, Set.of());
        TaskPriority priority = fields.choice("priority", TaskPriority.class);
        return new StepDefaults(
                fields.duration("timeout", true),
                new RetryReader(fields).read(RetryPolicy.none()),
                priority == null ? TaskPriority.NORMAL : priority);
    }
}
