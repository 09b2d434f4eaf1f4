package dev.orchestration.workflow;

import dev.orchestration.state.Json;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.Times;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Rules;
import dev.orchestration.tasks.decide.WaitReader;
import dev.orchestration.tasks.decide.WaitSpec;
import dev.orchestration.workflow.definition.OnFailure;
import dev.orchestration.workflow.expression.Condition;
import dev.orchestration.workflow.expression.Scope;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a workflow adds to plain dependencies: conditions, waits, and the work of a step. Confined to the loop. */
final class StepRules implements Rules {
    private final CompiledWorkflow workflow;
    private final ActionRegistry actions;
    private final @Nullable StepProgram[] programs;

    StepRules(CompiledWorkflow workflow, ActionRegistry actions) {
        this.workflow = workflow;
        this.actions = actions;
        this.programs = new StepProgram[workflow.plan().size()];
    }

    @Override
    public boolean mayRun(int node, ExecutionState state) {
        Condition condition = program(node).runIf();
        return condition == null || condition.test(withOutputsRead(scope(node, state)));
    }

    @Override
    public ActionKind kind(int node) {
        return actions.require(workflow.plan().spec(node).action()).descriptor().kind();
    }

    @Override
    public Duration waitingTime(int node, ExecutionState state) {
        throw new IllegalStateException("asked is what a step waits for");
    }

    @Override
    public WaitSpec waiting(int node, ExecutionState state) {
        return WaitReader.read(
                workflow.plan().spec(node).action(), program(node).parameters(withOutputsRead(scope(node, state))));
    }

    @Override
    public boolean stopsOnFailure() {
        return workflow.definition().onFailure() == OnFailure.STOP;
    }

    @Override
    public AttemptWork prepare(int node, ExecutionState state) {
        return new StepWork(program(node), scope(node, state));
    }

    private StepProgram program(int node) {
        StepProgram program = programs[node];
        if (program == null) {
            program = workflow.program(node, actions);
            programs[node] = program;
        }
        return program;
    }

    /** With those outputs read that are kept beside the journal; on a worker's thread where there is one. */
    static Scope withOutputsRead(Scope scope) {
        if (scope.outputs().values().stream().noneMatch(LargeOutput.class::isInstance)) {
            return scope;
        }
        Map<String, Object> outputs = new HashMap<>();
        scope.outputs().forEach((step, output) -> Json.putNullable(outputs, step, LargeOutput.valueOf(output)));
        return new Scope(scope.parameters(), outputs, scope.context(), scope.execution(), scope.env(), scope.output());
    }

    /** What the step's texts may see, with the outputs they name copied out; nothing of the environment. */
    private Scope scope(int node, ExecutionState state) {
        Map<String, Object> outputs = new HashMap<>();
        for (String step : program(node).references()) {
            Json.putNullable(outputs, step, state.output(workflow.node(step)));
        }
        var created = state.lifecycle().created();
        Map<String, Object> execution = Map.of(
                "id", state.id().value(),
                "workflow", created.workflow(),
                "directory", created.directory(),
                "started_at", Times.iso(created.at()));
        return new Scope(created.parameters(), outputs, state.context().snapshot(), execution, Map.of(), null);
    }
}
