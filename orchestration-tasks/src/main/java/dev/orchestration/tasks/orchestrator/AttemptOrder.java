package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.JsonValue;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.AttemptWork;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a worker gets for one attempt: everything, so that it never looks into the loop's state.
 *
 * @param label the step's name as people see it
 * @param kind on which sort of thread it runs best
 * @param snapshot the shared context as it is now
 * @param deadline when it times out, microseconds since 1970, null for never
 * @param idempotencyKey the activation's id, the same for each of its attempts
 * @param log the attempt's log file, relative to {@code logs}
 * @param logs the store's log folder
 */
public record AttemptOrder(
        AttemptKey key,
        String label,
        ActionKind kind,
        AttemptWork work,
        WorkingDirectory directory,
        Map<String, JsonValue> snapshot,
        @Nullable Long deadline,
        String idempotencyKey,
        Path logs,
        String log) {}
