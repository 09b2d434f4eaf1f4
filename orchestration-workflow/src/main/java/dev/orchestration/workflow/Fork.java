package dev.orchestration.workflow;

import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a fork does anew, and otherwise, than its origin. Immutable.
 *
 * @param from the step from which on it runs: this one and all that is downstream of it; null for only what the definition
 *     changes
 * @param sets values that the context begins with beside what is kept, by key; a value is JSON
 * @param definition in place of the origin's, null for the same: steps that are new or changed run, and all that is
 *     downstream of them
 */
public record Fork(
        @Nullable String from,
        Map<String, Object> sets,
        @Nullable WorkflowDefinition definition) {}
