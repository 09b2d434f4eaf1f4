package dev.orchestration.workflow;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.PayloadLimit;
import java.util.Map;

/** How large the input of an execution may be: each part of it becomes one event of the journal. */
final class InputLimit {
    private InputLimit() {}

    /** @throws OrchestrationException ({@code BAD_PARAMETERS}) if the values are too large */
    static void check(String what, Map<String, Object> values) {
        int size = values.isEmpty() ? 0 : Json.write(values).length();
        if (size > PayloadLimit.MAX) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    what + ": " + size + " characters of JSON, more than " + PayloadLimit.MAX
                            + "; write large values to a file and pass its path");
        }
    }
}
