package dev.orchestration.workflow.dag;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.util.List;
import java.util.stream.Collectors;

/** An order was asked of a graph that has none; carries every fault of the graph. */
public class DAGValidationException extends OrchestrationException {
    private static final long serialVersionUID = 1L;
    private static final int FAULTS_SHOWN = 20;

    private final transient List<DagFault> faults;

    DAGValidationException(List<DagFault> faults) {
        super(ErrorCode.DEFINITION_INVALID, message(faults));
        this.faults = List.copyOf(faults);
    }

    /** All faults of the graph, not the first alone. */
    public List<DagFault> faults() {
        return faults;
    }

    private static String message(List<DagFault> faults) {
        String shown =
                faults.stream().limit(FAULTS_SHOWN).map(DagFault::message).collect(Collectors.joining("; "));
        int left = faults.size() - FAULTS_SHOWN;
        return left > 0 ? shown + "; and " + left + " more" : shown;
    }
}
