package dev.orchestration.app;

import dev.orchestration.app.view.StepTally;
import dev.orchestration.state.command.Command;
import dev.orchestration.workflow.command.Commands;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An execution that somebody else shall carry out.
 *
 * @param tally its steps as they stand
 * @param expected how long it takes in microseconds by experience, null without any
 */
record Errand(
        Request request,
        WorkflowDefinition definition,
        StepTally tally,
        @Nullable Long expected) {
    /**
     * What is asked of the owner.
     *
     * @param command asks for it
     * @param commands writes further ones
     * @param allowed folders into which paths of its definition may reach
     */
    record Request(Command command, Commands commands, List<Path> allowed) {}
}
