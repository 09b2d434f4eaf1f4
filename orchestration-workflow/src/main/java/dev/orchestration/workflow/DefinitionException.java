package dev.orchestration.workflow;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.workflow.definition.Fault;
import java.util.List;
import java.util.stream.Collectors;

/** A definition that cannot be used, with everything that is wrong with it. */
public final class DefinitionException extends OrchestrationException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    public DefinitionException(String file, List<Fault> faults) {
        super(
                ErrorCode.DEFINITION_INVALID,
                file + " has " + faults.size() + (faults.size() == 1 ? " fault" : " faults") + ":\n"
                        + faults.stream().map(fault -> "  " + fault).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** Every fault, sorted by place. */
    public List<Fault> faults() {
        return faults;
    }
}
