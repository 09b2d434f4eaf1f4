package dev.orchestration.workflow;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceStatus;
import dev.orchestration.resources.ResourceVector;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.workflow.definition.ActionParameters;
import dev.orchestration.workflow.definition.ResourceDefinition;
import dev.orchestration.workflow.definition.SuccessCriteria;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last look before an execution is accepted: can this engine carry the definition out at all? For one thread. */
final class Preflight {
    private static final int MAX_TOLD = 20;

    private final ActionRegistry actions;
    private final ResourceManager resources;
    private @Nullable ActionName asked;
    private Optional<ActionRegistry.Entry> answer = Optional.empty();

    Preflight(ActionRegistry actions, ResourceManager resources) {
        this.actions = actions;
        this.resources = resources;
    }

    /** @throws OrchestrationException ({@code DEFINITION_INVALID}) with every reason why not */
    void check(WorkflowDefinition definition) {
        check(definition, new ArrayList<>());
    }

    /** As {@link #check(WorkflowDefinition)} of one that nobody has recorded yet: what its actions are given fits, too. */
    void checkNew(WorkflowDefinition definition) {
        List<String> faults = new ActionParameters(actions).faults(definition);
        for (WorkflowStep step : definition.steps()) {
            TaskSpec task = step.task();
            boolean holds =
                    !task.resources().isEmpty() || !task.resourcesByType().isEmpty();
            boolean waits = kind(step) == ActionKind.WAIT || kind(step) == ActionKind.CHILD;
            if (holds && waits) {
                faults.add("step " + step.name() + " waits without doing work, so it cannot hold resources");
            }
        }
        check(definition, faults);
    }

    private void check(WorkflowDefinition definition, List<String> faults) {
        definition.resources().forEach(own -> checkCapacity(own, faults));
        ResourceManager there = withOwn(definition, faults);
        for (WorkflowStep step : definition.steps()) {
            check(step.task(), there, faults);
            checkWait(step, faults);
        }
        definition.compensations().forEach(undoing -> check(undoing.task(), there, faults));
        if (!faults.isEmpty()) {
            int more = faults.size() - MAX_TOLD;
            throw new OrchestrationException(
                    ErrorCode.DEFINITION_INVALID,
                    "workflow " + definition.name() + " cannot be carried out here: "
                            + String.join("; ", faults.subList(0, Math.min(MAX_TOLD, faults.size())))
                            + (more > 0 ? "; and " + more + " more" : ""));
        }
    }

    /** All executions share one pool, so a resource has one capacity: that which it was registered with first. */
    private void checkCapacity(ResourceDefinition own, List<String> faults) {
        resources
                .find(own.id())
                .filter(known -> known.capacity() != own.capacity())
                .ifPresent(known -> faults.add("it declares the resource " + own.id() + " with capacity "
                        + own.capacity() + ", but here that has " + known.capacity() + " already"));
    }

    /** What there will be once the workflow's own resources are registered too. */
    private ResourceManager withOwn(WorkflowDefinition definition, List<String> faults) {
        ResourceManager all = new ResourceManager();
        for (Resource known : resources.resources()) {
            all.register(known.withStatus(ResourceStatus.AVAILABLE));
        }
        for (ResourceDefinition own : definition.resources()) {
            refused(() -> all.register(own.resource())).ifPresent(faults::add);
        }
        return all;
    }

    private static Optional<String> refused(Runnable act) {
        try {
            act.run();
            return Optional.empty();
        } catch (OrchestrationException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    /** A step that waits has no attempt of which the success could be judged and whose writes could be recorded. */
    private void checkWait(WorkflowStep step, List<String> faults) {
        boolean waits = kind(step) == ActionKind.WAIT;
        if (waits && !step.sets().isEmpty()) {
            faults.add("step " + step.name() + " waits without doing work, so it cannot have 'sets'");
        }
        if (waits && step.cache() != null) {
            faults.add("step " + step.name() + " waits without doing work, so it cannot have 'cache'");
        }
        if (waits && !step.success().equals(SuccessCriteria.NONE)) {
            faults.add("step " + step.name() + " waits without doing work, so it cannot have 'success'");
        }
    }

    private ActionKind kind(WorkflowStep step) {
        return found(step.task().action())
                .map(entry -> entry.descriptor().kind())
                .orElse(ActionKind.WORK);
    }

    /** Asks the registry once for all steps of an action that stand one behind the other. */
    private Optional<ActionRegistry.Entry> found(ActionName name) {
        if (!name.equals(asked)) {
            asked = name;
            answer = actions.find(name);
        }
        return answer;
    }

    private void check(TaskSpec task, ResourceManager there, List<String> faults) {
        if (found(task.action()).isEmpty()) {
            faults.add("step " + task.name() + " needs the action " + task.action() + ", which is not registered"
                    + actions.suggestion(task.action()));
        }
        if (!task.resources().isEmpty()) {
            List<String> reasons = new ArrayList<>();
            refused(() -> reasons.addAll(there.whyNever(needs(task)))).ifPresent(reasons::add);
            reasons.forEach(reason -> faults.add("step " + task.name() + ": " + reason));
        }
    }

    private static ResourceVector needs(TaskSpec task) {
        ResourceVector needs = ResourceVector.nothing();
        for (ResourceRequest request : task.resources()) {
            needs = needs.plus(request.resource(), request.amount());
        }
        return needs;
    }
}
