package dev.orchestration.workflow.definition;

import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.workflow.dag.WorkflowDAG;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A workflow, valid in structure: names are unique, dependencies exist, there is no cycle. Immutable.
 *
 * @param parameters name → JSON Schema of the parameter, in declaration order; {@code default} in it makes it optional
 * @param concurrency how many of its executions may be under way at once, null for any number
 * @param maxParallel steps at once, 0 for no limit of its own
 * @param timeout of the whole execution, null for none
 * @param steps in declaration order, at least one, and behind them those of {@code finally}
 * @param firstFinal how many steps are not of {@code finally}
 * @param json the whole definition in canonical JSON: what the store keeps, and {@link WorkflowReader} reads again
 * @param digest {@code sha256:} and the hexadecimal digest of {@code json}
 */
public record WorkflowDefinition(
        String name,
        String description,
        String version,
        Map<String, Map<String, Object>> parameters,
        @Nullable OrchestrationMode mode,
        @Nullable Concurrency concurrency,
        int maxParallel,
        @Nullable Duration timeout,
        List<ResourceDefinition> resources,
        OnFailure onFailure,
        List<WorkflowStep> steps,
        int firstFinal,
        String json,
        String digest) {
    /** What undoes steps, in the order of those. Executions have these as nodes behind the steps. */
    public List<WorkflowStep> compensations() {
        return steps.stream()
                .flatMap(step -> Stream.ofNullable(step.compensate()))
                .toList();
    }

    /** The names of the steps of {@code finally}. */
    public List<String> lastly() {
        return steps.stream().skip(firstFinal).map(WorkflowStep::name).toList();
    }

    /** The names of the nodes of executions, by the index that events name: of the steps, then of what undoes them. */
    public List<String> nodeNames() {
        return Stream.concat(steps.stream(), compensations().stream())
                .map(WorkflowStep::name)
                .toList();
    }

    /** The step, or what undoes one, of the index that events name. */
    public WorkflowStep node(int index) {
        return index < steps.size() ? steps.get(index) : compensations().get(index - steps.size());
    }

    /** Its steps and what each depends on; those of {@code finally} on all that nothing else depends on. */
    public WorkflowDAG graph() {
        return WorkflowDAG.of(
                steps.stream().map(WorkflowStep::name).toList(),
                firstFinal == steps.size()
                        ? steps.stream().map(WorkflowStep::dependencies).toList()
                        : FinallySteps.inOrder(steps, firstFinal));
    }
}
