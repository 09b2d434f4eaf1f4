package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.ItemList;
import dev.orchestration.tasks.decide.Rules;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Rules for a {@link Rehearsal}, where nobody knows what steps will give: a condition that is not decided yet is taken to
 * hold, a list that is not known for one of one element, an action that is not registered here for work, and a wait for a long
 * one. As thread-safe as the plan is.
 */
public final class AssumedRules implements Rules {
    private static final Duration LONG = Duration.ofDays(1);

    private final ExecutionPlan plan;
    private final Supplier<ActionRegistry> actions;
    private final boolean stopsOnFailure;

    public AssumedRules(ExecutionPlan plan, Supplier<ActionRegistry> actions, boolean stopsOnFailure) {
        this.plan = plan;
        this.actions = actions;
        this.stopsOnFailure = stopsOnFailure;
    }

    @Override
    public boolean mayRun(int node, ExecutionState state) {
        return true;
    }

    @Override
    public ItemList items(int node, ExecutionState state) {
        return new ItemList(1, null);
    }

    @Override
    public ActionKind kind(int node) {
        try {
            return actions.get().require(plan.spec(node).action()).descriptor().kind();
        } catch (OrchestrationException e) { // another process knows it
            return ActionKind.WORK;
        }
    }

    @Override
    public Duration waitingTime(int node, ExecutionState state) {
        return LONG;
    }

    @Override
    public Supplier<Map<String, Object>> child(int row, ExecutionState state) {
        return Map::of;
    }

    @Override
    public boolean stopsOnFailure() {
        return stopsOnFailure;
    }

    @Override
    public AttemptWork prepare(int node, ExecutionState state) {
        return frame -> null;
    }
}
