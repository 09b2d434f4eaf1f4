package dev.orchestration.workflow;

import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.Phases;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowStep;
import dev.orchestration.workflow.expression.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A definition and its plan, where names have become indices. Immutable. */
final class CompiledWorkflow {
    private static final int[] NO_NODES = {};

    private final WorkflowDefinition definition;
    private final List<WorkflowStep> nodes;
    private final Names names;
    private final Names namesOfItems;
    private final Map<String, Integer> index;
    private final ExecutionPlan plan;

    CompiledWorkflow(WorkflowDefinition definition) {
        this(definition, Map.of());
    }

    /** @param observed by the name of a step, how long it took in earlier runs */
    CompiledWorkflow(WorkflowDefinition definition, Map<String, Duration> observed) {
        this(definition, observed, definition.compensations());
    }

    /** As if nothing could be undone, which is what to reckon with where nothing fails. */
    static CompiledWorkflow ofSteps(WorkflowDefinition definition, Map<String, Duration> observed) {
        return new CompiledWorkflow(definition, observed, List.of());
    }

    private CompiledWorkflow(
            WorkflowDefinition definition, Map<String, Duration> observed, List<WorkflowStep> compensations) {
        this.definition = definition;
        List<WorkflowStep> steps = definition.steps();
        this.nodes = compensations.isEmpty()
                ? steps
                : Stream.concat(steps.stream(), compensations.stream()).toList();
        this.index = new HashMap<>(steps.size() * 2);
        List<TaskSpec> specs = new ArrayList<>(steps.size());
        List<String> stepNames = new ArrayList<>(steps.size());
        for (WorkflowStep step : steps) {
            index.put(step.name(), index.size());
            specs.add(step.task());
            stepNames.add(step.name());
        }
        this.names = new Names(stepNames, definition.parameters());
        this.namesOfItems = names.withItem();
        int[] undone = compensations.isEmpty()
                ? new int[0]
                : IntStream.range(0, steps.size())
                        .filter(node -> steps.get(node).compensate() != null)
                        .toArray();
        Phases phases = Phases.of(definition.firstFinal(), steps.size(), undone);
        compensations.forEach(each -> specs.add(each.task()));
        this.plan = new ExecutionPlan(specs, dependencies(nodes), observed, phases);
    }

    private List<int[]> dependencies(List<WorkflowStep> steps) {
        List<int[]> lists = new ArrayList<>(steps.size());
        for (WorkflowStep step : steps) {
            List<String> on = step.dependencies();
            int[] list = on.isEmpty() ? NO_NODES : new int[on.size()];
            for (int i = 0; i < list.length; i++) {
                list[i] = node(on.get(i));
            }
            lists.add(list);
        }
        return lists;
    }

    WorkflowDefinition definition() {
        return definition;
    }

    ExecutionPlan plan() {
        return plan;
    }

    /** The index of the step of this name, which a valid definition has. */
    int node(String step) {
        return java.util.Objects.requireNonNull(index.get(step), step);
    }

    /** The program of one step; actions are looked up now, as a host may register them late. */
    StepProgram program(int node, ActionRegistry actions) {
        WorkflowStep step = nodes.get(node);
        Names inside = step.task().isMap() ? namesOfItems : names;
        boolean end = plan.isFinal(node) || plan.phases().isCompensation(node);
        return new StepProgram(
                step,
                actions.require(step.task().action()),
                end ? names.atTheEnd() : names,
                end ? inside.atTheEnd() : inside);
    }

    StoredDefinition stored() {
        return new StoredDefinition(definition.digest(), definition.name(), definition.json(), definition.nodeNames());
    }
}
