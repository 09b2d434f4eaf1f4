package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.Json;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.PayloadLimit;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Rules;
import dev.orchestration.tasks.decide.WaitReader;
import dev.orchestration.tasks.decide.WaitSpec;
import java.time.Duration;
import java.util.function.Supplier;

/** What a plain task does: its action, with its parameters as they were submitted. Confined to the loop. */
final class TaskRules implements Rules {
    private final ExecutionPlan plan;
    private final Supplier<ActionRegistry> actions;

    TaskRules(ExecutionPlan plan, Supplier<ActionRegistry> actions) {
        this.plan = plan;
        this.actions = actions;
    }

    @Override
    public boolean mayRun(int node, ExecutionState state) {
        return true;
    }

    @Override
    public ActionKind kind(int node) {
        ActionKind kind =
                actions.get().require(plan.spec(node).action()).descriptor().kind();
        return kind == ActionKind.CHILD ? ActionKind.WAIT : kind; // for which there is no place here, as the wait says
    }

    @Override
    public Duration waitingTime(int node, ExecutionState state) {
        throw new IllegalStateException("asked is what a task waits for");
    }

    @Override
    public WaitSpec waiting(int node, ExecutionState state) {
        return WaitReader.readAlone(plan.spec(node).action(), plan.spec(node).parameters());
    }

    @Override
    public boolean stopsOnFailure() {
        return false;
    }

    @Override
    public AttemptWork prepare(int node, ExecutionState state) {
        TaskSpec spec = plan.spec(node);
        Action action = actions.get().require(spec.action()).action();
        return frame -> {
            Object given = Json.freeze(action.run(frame.with(spec.parameters())), "the output");
            Object output = frame.secrets().masks().json(given);
            String large = PayloadLimit.largeOutput(output);
            PayloadLimit.checkWrites(frame.context());
            return large == null ? output : frame.keep(large);
        };
    }
}
