package dev.orchestration.workflow.dag;

import java.util.Comparator;
import java.util.List;

/**
 * The graph has a cycle; {@link #path} names a shortest one, of equals that whose component was declared first. In a
 * cyclic component of more than a thousand tasks the search is bounded, and a shorter one may exist.
 */
public final class CycleDetectedException extends DAGValidationException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> path;

    CycleDetectedException(List<DagFault> faults) {
        super(faults);
        path = faults.stream()
                .filter(fault -> fault.kind() == DagFault.Kind.CYCLE)
                .map(DagFault::names)
                .min(Comparator.comparingInt(List::size))
                .orElseThrow();
    }

    /** The tasks of the cycle, each of which needs the next; the first is repeated at the end. */
    public List<String> path() {
        return path;
    }
}
