package dev.orchestration.workflow;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.Times;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.tasks.decide.ChildWaits;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.ItemList;
import dev.orchestration.tasks.decide.Phases;
import dev.orchestration.tasks.decide.Rules;
import dev.orchestration.tasks.decide.Undoing;
import dev.orchestration.tasks.decide.WaitReader;
import dev.orchestration.tasks.decide.WaitSpec;
import dev.orchestration.workflow.definition.OnFailure;
import dev.orchestration.workflow.expression.Condition;
import dev.orchestration.workflow.expression.Scope;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a workflow adds to plain dependencies: conditions, waits, and the work of a step. Confined to the loop. */
final class StepRules implements Rules {
    private final CompiledWorkflow workflow;
    private final ActionRegistry actions;
    private final @Nullable StepProgram[] programs;
    private final StepItems items = new StepItems();
    private final boolean fresh;
    private final Function<ExecutionId, @Nullable Object> outputs;

    /**
     * @param fresh whether all work is done, also where its output is kept
     * @param outputs of an execution that has completed, read on a worker
     */
    StepRules(
            CompiledWorkflow workflow,
            ActionRegistry actions,
            boolean fresh,
            Function<ExecutionId, @Nullable Object> outputs) {
        this.fresh = fresh;
        this.outputs = outputs;
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
    public ItemList items(int node, ExecutionState state) {
        return items.read(node, program(node), listScope(node, state), mayChange(node, state));
    }

    /** What was skipped, or is completed and cannot be undone, has the same output for good. */
    private boolean mayChange(int node, ExecutionState state) {
        StepProgram program = program(node);
        return workflow.plan().isFinal(node) // in another round those that it reads run again
                || program.itemsMayChange()
                || StepItems.template(program).steps().stream()
                        .anyMatch(step -> mayChange(workflow.node(step), state.status(workflow.node(step))));
    }

    private boolean mayChange(int node, TaskStatus status) {
        boolean over = status == TaskStatus.COMPLETED || status == TaskStatus.SKIPPED;
        return !over || workflow.plan().phases().compensation(node) != Phases.NOBODY;
    }

    private Scope listScope(int node, ExecutionState state) {
        return withOutputsRead(scope(StepItems.template(program(node)).steps(), state));
    }

    @Override
    public ActionKind kind(int node) {
        return actions.require(workflow.plan().spec(node).action()).descriptor().kind();
    }

    @Override
    public Duration waitingTime(int row, ExecutionState state) {
        throw new IllegalStateException("asked is what a step waits for");
    }

    @Override
    public WaitSpec waiting(int row, ExecutionState state) {
        int node = state.node(row);
        return WaitReader.read(
                workflow.plan().spec(node).action(), program(node).parameters(withOutputsRead(scopeOf(row, state))));
    }

    @Override
    public boolean stopsOnFailure() {
        return workflow.definition().onFailure() == OnFailure.STOP;
    }

    @Override
    public AttemptWork prepare(int row, ExecutionState state) {
        StepProgram program = program(state.node(row));
        Scope scope = scopeOf(row, state);
        if (Undoing.isCompensation(state, row)) {
            return StepWork.undoing(program, scope, state.output(Undoing.undone(state, row)));
        }
        ChildWaits children = ChildWaits.of(state);
        String child = children.last(row);
        if (!children.hasEnded(row) || child == null) {
            return StepWork.of(program, scope, fresh);
        }
        return StepWork.doneElsewhere(program, scope, () -> outputs.apply(new ExecutionId(child)));
    }

    @Override
    public Supplier<Map<String, Object>> child(int row, ExecutionState state) {
        StepProgram program = program(state.node(row));
        Scope scope = scopeOf(row, state);
        return () -> program.parameters(withOutputsRead(scope));
    }

    @Override
    public boolean isFresh() {
        return fresh;
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
        if (scope.outputs().values().stream().noneMatch(LargeOutput::isElsewhere)) {
            return scope;
        }
        Map<String, Object> outputs = new HashMap<>();
        scope.outputs().forEach((step, output) -> Json.putNullable(outputs, step, LargeOutput.valueOf(output)));
        return scope.withOutputs(outputs);
    }

    /** As {@link #scope(int, ExecutionState)}; of an item also with its element. */
    private Scope scopeOf(int row, ExecutionState state) {
        Activation activation = state.activation(row);
        int node = activation.node();
        if (activation.item() == Activation.NO_ITEM) {
            return scope(node, state);
        }
        int map = Undoing.isCompensation(state, row) ? state.node(Undoing.undone(state, row)) : node;
        List<?> recorded = state.items().recorded(map);
        List<?> list = recorded == null ? items.list(map, program(map), () -> listScope(map, state)) : recorded;
        return scope(node, state).withItem(new JsonValue(list.get(activation.item())), activation.item());
    }

    /** What the step's texts may see, with the outputs they name copied out; nothing of the environment. */
    private Scope scope(int node, ExecutionState state) {
        return scope(program(node).references(), state);
    }

    private Scope scope(Set<String> steps, ExecutionState state) {
        Map<String, Object> outputs = new HashMap<>();
        for (String step : steps) {
            if (!isLost(workflow.node(step), state)) {
                Json.putNullable(outputs, step, state.output(workflow.node(step)));
            }
        }
        var created = state.lifecycle().created();
        Map<String, Object> execution = Map.of(
                "id", state.id().value(),
                "workflow", created.workflow(),
                "directory", created.directory(),
                "started_at", Times.iso(created.at()));
        Event.ExecutionCompensating undoing = state.lifecycle().undoing();
        Event.ExecutionFinishing finished = state.lifecycle().finished();
        if (undoing != null) {
            execution = withEnd(execution, WorkflowStatus.FAILED, undoing.error());
        } else if (finished != null) {
            execution = withEnd(execution, finished.status(), finished.error());
        }
        return new Scope(created.parameters(), outputs, state.context().snapshot(), execution, Map.of(), null);
    }

    /** At the end, where outputs are read of steps that may have come to nothing, {@code default} stands in for those. */
    private static boolean isLost(int node, ExecutionState state) {
        TaskStatus status = state.status(node);
        return !state.lifecycle().isInFirstPhase() && status != TaskStatus.COMPLETED && status != TaskStatus.SKIPPED;
    }

    /** As was recorded when all else had ended: whatever comes of what runs after that, each of it sees the same. */
    private static Map<String, Object> withEnd(
            Map<String, Object> facts, WorkflowStatus status, @Nullable Failure error) {
        Map<String, Object> all = new HashMap<>(facts);
        all.put("status", status.wire());
        if (error != null) {
            all.put("error", error.message());
        }
        return all;
    }
}
