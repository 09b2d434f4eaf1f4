package dev.orchestration.workflow.definition;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must hold after an action returned for its attempt to count as completed; all of it.
 *
 * @param filesExist paths, may hold templates
 * @param contextHasKeys keys the shared context must have, the attempt's own writes included
 * @param exitCodes the exit codes of a process that mean success; empty: only 0
 * @param outputSchema a JSON Schema that the output must satisfy, null for none
 * @param expression a condition over {@code output}, null for none
 */
public record SuccessCriteria(
        List<String> filesExist,
        List<String> contextHasKeys,
        List<Long> exitCodes,
        @Nullable Map<String, Object> outputSchema,
        @Nullable String expression) {
    public static final SuccessCriteria NONE = new SuccessCriteria(List.of(), List.of(), List.of(), null, null);
}
