package dev.orchestration.workflow.dag;

import java.util.List;

/** The graph has a cycle; {@link #path} names a shortest one. */
public final class CycleDetectedException extends DAGValidationException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> path;

    CycleDetectedException(List<DagFault> faults) {
        super(faults);
        path = faults.stream()
                .filter(fault -> fault.kind() == DagFault.Kind.CYCLE)
                .findFirst()
                .orElseThrow()
                .names();
    }

    /** The tasks of the cycle, each of which needs the next; the first is repeated at the end. */
    public List<String> path() {
        return path;
    }
}
