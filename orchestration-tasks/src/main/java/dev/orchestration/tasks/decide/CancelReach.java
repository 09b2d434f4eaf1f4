package dev.orchestration.tasks.decide;

import dev.orchestration.state.event.Event;

/** What a request to cancel is about, where some nodes run after all others. */
public final class CancelReach {
    private CancelReach() {}

    /** Whether the request asks for the end of {@code node}, if that has begun or may begin. */
    public static boolean covers(Event.CancelRequested e, ExecutionPlan plan, int node) {
        Integer only = e.node();
        return switch (e.scope()) {
            case STEP -> only != null && only == node;
            case EXECUTION, UNSTARTED -> !plan.isFinal(node) && !plan.phases().isCompensation(node);
            case COMPENSATION -> plan.phases().isCompensation(node);
            case FINALLY -> plan.isFinal(node);
        };
    }
}
