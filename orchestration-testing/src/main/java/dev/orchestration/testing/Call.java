package dev.orchestration.testing;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.tasks.action.ActionName;
import java.util.Map;

/**
 * One attempt that came to the code of an action, or to what stands in for it.
 *
 * @param step the step's name, with {@code [item]} and {@code #n} where there are such
 * @param attempt from 1
 * @param parameters with all templates rendered
 * @param at microseconds since 1970
 * @param key the same for each attempt of this step, item and pass
 */
public record Call(
        ActionName action,
        ExecutionId execution,
        String step,
        int attempt,
        Map<String, Object> parameters,
        long at,
        String key) {}
