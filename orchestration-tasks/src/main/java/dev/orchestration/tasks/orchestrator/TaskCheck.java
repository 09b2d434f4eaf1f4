package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.UnknownResourceException;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.ParameterCheck;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.ResourceTypeRequest;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskJson;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionDescriptor;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.PayloadLimit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether a task could ever be carried out by this engine. Thread-safe. */
final class TaskCheck {
    private final Supplier<ActionRegistry> actions;
    private final ParameterCheck parameters;
    private final ResourceManager resources;
    private final ResourceChoice choice;

    TaskCheck(Supplier<ActionRegistry> actions, ParameterCheck parameters, ResourceManager resources) {
        this.actions = actions;
        this.parameters = parameters;
        this.resources = resources;
        this.choice = new ResourceChoice(resources);
    }

    /**
     * Refuses of a new task what its action does not take. A recorded one was checked when it came, perhaps by another schema.
     *
     * @throws OrchestrationException ({@code UNKNOWN_ACTION}) with the nearest name, ({@code BAD_PARAMETERS}) with every fault
     */
    void requireParameters(Task task) {
        ActionDescriptor action = actions.get().require(task.action()).descriptor();
        List<String> faults = parameters.faults(action, task.parameters());
        if (!faults.isEmpty()) {
            throw bad(task, "has parameters that " + action.name() + " does not take: " + String.join("; ", faults));
        }
    }

    /**
     * Refuses what could never start or never be recorded.
     *
     * @throws OrchestrationException ({@code UNKNOWN_ACTION}, {@code UNKNOWN_RESOURCE}) with the nearest name, ({@code
     *     BAD_PARAMETERS}) if it needs more of a resource than there is, waits and needs resources, or is too large
     */
    void require(Task task, TaskSpec spec) {
        ActionRegistry.Entry action = actions.get().require(task.action());
        boolean needsResources =
                !task.resources().isEmpty() || !task.resourcesByType().isEmpty();
        ActionKind kind = action.descriptor().kind();
        if (needsResources && (kind == ActionKind.WAIT || kind == ActionKind.CHILD)) {
            throw bad(task, "waits without doing work, so it cannot hold resources; leave them out");
        }
        if (needsResources) {
            requireResources(task, spec);
        }
        int size = Json.write(TaskJson.write(task)).length();
        if (size > PayloadLimit.MAX) {
            throw bad(
                    task,
                    "is " + size + " characters of JSON, more than " + PayloadLimit.MAX
                            + "; write large values to a file and pass its path");
        }
    }

    private void requireResources(Task task, TaskSpec spec) {
        task.resources().forEach(request -> require(task, request));
        List<Resource> known = resources.resources();
        for (ResourceTypeRequest request : task.resourcesByType()) {
            if (known.stream().noneMatch(each -> each.type() == request.type())) {
                throw new UnknownResourceException(named(task) + " needs a resource of type "
                        + request.type().wire() + ", of which none is registered; register one first");
            }
        }
        boolean fits = choice.everFitting(spec)
                .map(needs -> needs.entrySet().stream().allMatch(each -> fits(each.getKey(), each.getValue())))
                .orElse(false);
        if (!fits) {
            throw bad(
                    task,
                    "needs more than there is even when nothing is in use, so it could never start: " + asked(task));
        }
    }

    private boolean fits(ResourceId id, double amount) {
        return resources.find(id).map(resource -> resource.couldGive(amount)).orElse(false);
    }

    private void require(Task task, ResourceRequest request) {
        if (resources.find(request.resource()).isEmpty()) {
            List<String> known = resources.resources().stream()
                    .map(resource -> resource.id().value())
                    .sorted()
                    .toList();
            throw new UnknownResourceException(named(task) + " needs the resource "
                    + Quoted.of(request.resource().value())
                    + ", which is not registered"
                    + Nearest.suggestionOrKnown(request.resource().value(), known));
        }
    }

    private String asked(Task task) {
        StringBuilder text = new StringBuilder();
        for (ResourceRequest request : task.resources()) {
            Optional<Resource> resource = resources.find(request.resource());
            text.append(text.isEmpty() ? "" : ", ")
                    .append(request.amount())
                    .append(" of ")
                    .append(request.resource());
            resource.ifPresent(
                    known -> text.append(" (capacity ").append(known.capacity()).append(')'));
        }
        for (ResourceTypeRequest request : task.resourcesByType()) {
            text.append(text.isEmpty() ? "" : ", ").append(request.amount()).append(" of one ");
            text.append(request.type().wire());
        }
        return text.toString();
    }

    private static String named(Task task) {
        return "task " + Quoted.of(task.name());
    }

    private static OrchestrationException bad(Task task, String why) {
        return new OrchestrationException(ErrorCode.BAD_PARAMETERS, named(task) + " " + why);
    }
}
