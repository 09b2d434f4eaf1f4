package dev.orchestration.core.schedule;

import dev.orchestration.tasks.OrchestrationMode;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule has done each time. Either a workflow or a file is named. Immutable.
 *
 * @param workflow the name of one that the engine knows when it is due, null for a file
 * @param file absolute; it is read each time, null for a workflow that the engine knows
 * @param parameters JSON
 * @param directory absolute, where the executions work; null for that of the engine
 * @param mode null for what the definition says
 * @param maxParallelTasks so many steps at once over all executions of the schedule; null for as many as the engine has workers
 */
public record ScheduledWork(
        @Nullable String workflow,
        @Nullable Path file,
        Map<String, Object> parameters,
        @Nullable Path directory,
        @Nullable OrchestrationMode mode,
        @Nullable Integer maxParallelTasks) {
    /** How people call it. */
    public String shown() {
        return workflow == null ? String.valueOf(file) : workflow;
    }
}
