package dev.orchestration.workflow.simulation;

import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.ItemList;
import dev.orchestration.tasks.decide.Rules;
import java.time.Duration;

/** The rules of an execution in which a script answers what definitions and actions would. */
final class ScriptedRules implements Rules {
    private final Scenario scenario;

    ScriptedRules(Scenario scenario) {
        this.scenario = scenario;
    }

    @Override
    public boolean mayRun(int node, ExecutionState state) {
        return scenario.script().mayRun(node);
    }

    @Override
    public ItemList items(int node, ExecutionState state) {
        return new ItemList(scenario.script().items(node), null);
    }

    /** Work is called blocking, since what only computes for a moment may be handed out beyond the slots. */
    @Override
    public ActionKind kind(int node) {
        return scenario.script().waits(node) == null ? ActionKind.BLOCKING : ActionKind.WAIT;
    }

    @Override
    public Duration waitingTime(int row, ExecutionState state) {
        int node = state.node(row);
        Duration time = scenario.script().waits(node);
        if (time == null) {
            throw new IllegalStateException("node " + node + " is work now, and was a wait before");
        }
        return time;
    }

    @Override
    public boolean stopsOnFailure() {
        return scenario.limits().stopsOnFailure();
    }

    @Override
    public AttemptWork prepare(int row, ExecutionState state) {
        return frame -> {
            throw new IllegalStateException("nothing is carried out in a simulation");
        };
    }
}
