package dev.orchestration.workflow.definition;

import java.util.List;
import java.util.Optional;

/**
 * What reading a definition gave: a valid model or every fault, and warnings in either case.
 *
 * @param definition present exactly when {@code errors} is empty
 * @param errors sorted by place
 * @param warnings sorted by place
 */
public record ReadResult(Optional<WorkflowDefinition> definition, List<Fault> errors, List<Fault> warnings) {
    public boolean valid() {
        return errors.isEmpty();
    }
}
