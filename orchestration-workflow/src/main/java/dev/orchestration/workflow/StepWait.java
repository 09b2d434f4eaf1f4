package dev.orchestration.workflow;

import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ChildWaits;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.RowNames;
import dev.orchestration.tasks.decide.WaitTerms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a step waits for that holds no worker.
 *
 * @param kind {@code signal}, {@code approval}, {@code decision} about an attempt that was interrupted, {@code retry}, {@code
 *     until} a time of the wall clock, {@code child} an execution of its own, or {@code timer}
 * @param name the signal, what a person is asked, or the id of the execution, null for none
 * @param form JSON Schema of the data that an approval brings, null for none
 * @param since microseconds since 1970
 * @param due when it ends by itself, microseconds since 1970, null for never
 * @param approvers who may approve, empty for anybody
 * @param filter what a signal must bring, null for anything
 */
public record StepWait(
        String kind,
        @Nullable String name,
        @Nullable Object form,
        long since,
        @Nullable Long due,
        List<String> approvers,
        @Nullable Object filter) {
    public static final String DECISION = "decision";
    private static final String RETRY = "retry";

    /** By the name of the step or item, of all that wait, in the order of declaration. */
    static Map<String, StepWait> of(ExecutionState state) {
        Map<String, StepWait> waits = new LinkedHashMap<>();
        for (int row = 0; row < state.rows(); row++) {
            if (state.status(row) == TaskStatus.WAITING) {
                waits.put(RowNames.of(state, row), of(state, row));
            }
        }
        return waits;
    }

    private static StepWait of(ExecutionState state, int node) {
        long since = state.waitsSince(node);
        Long due = state.due(node);
        Event.WaitOpened wait = state.openWait(node);
        if (wait != null && wait.kind().equals(Event.WaitOpened.CHILD)) {
            return new StepWait(wait.kind(), ChildWaits.of(state).last(node), null, since, due, List.of(), null);
        }
        if (wait != null) {
            return new StepWait(wait.kind(), wait.name(), wait.form(), since, due, WaitTerms.approvers(wait), WaitTerms.filter(wait));
        }
        String worked = state.awaitsDecision(node) ? DECISION : RETRY;
        return new StepWait(state.attempts(node) > 0 ? worked : Event.WaitOpened.TIMER, null, null, since, due, List.of(), null);
    }
}
