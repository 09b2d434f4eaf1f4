package dev.orchestration.app;

import dev.orchestration.app.view.StepTally;
import dev.orchestration.workflow.WorkflowHandle;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An execution that is about to be carried out.
 *
 * @param tally its steps as they stand
 * @param expected how long it takes in microseconds by experience, null without any
 * @param start begins it
 */
record Prepared(
        WorkflowDefinition definition,
        StepTally tally,
        @Nullable Long expected,
        Supplier<WorkflowHandle> start) {}
