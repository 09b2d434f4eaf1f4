package dev.orchestration.app;

import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.workflow.DefinitionException;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.definition.ReadResult;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.util.Optional;

/** Reads a workflow that is to be looked at, not carried out: what is wrong with its actions is a warning, as a host may have others. */
final class AnyActions {
    private AnyActions() {}

    /**
     * The workflow that the words name; warnings go to standard error.
     *
     * @throws DefinitionException if it has other faults, with all that {@code validate} tells
     */
    static WorkflowDefinition load(Arguments arguments) {
        WorkflowFile file = WorkflowFile.of(arguments);
        Definitions definitions = new Definitions();
        ReadResult strict = definitions.read(file.path(), Optional.of(ActionRegistry.standard()));
        ReadResult result = strict.definition().isPresent() ? strict : definitions.read(file.path(), Optional.empty());
        FaultLines faults = new FaultLines(file);
        WorkflowDefinition definition =
                result.definition().orElseThrow(() -> new DefinitionException(file.shown(), faults.named(strict)));
        if (!arguments.quiet()) {
            strict.errors().forEach(fault -> arguments.caller().err().line(faults.warning(fault)));
            faults.warn(result, arguments.caller().err());
        }
        return definition;
    }
}
