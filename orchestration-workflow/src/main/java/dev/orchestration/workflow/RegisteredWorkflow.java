package dev.orchestration.workflow;

import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A workflow that is known by its name. Immutable.
 *
 * @param folder in which its file lies, null where it was given without one
 */
public record RegisteredWorkflow(
        WorkflowDefinition definition, @Nullable Path folder) {}
