package dev.orchestration.workflow.simulation;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceVector;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.ResourceTypeRequest;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.decide.ExecutionPlan;
import java.util.ArrayList;
import java.util.List;

/** Finds the nodes of a plan that could never start. */
final class Requests {
    private static final int MAX_TOLD = 20;

    private final ExecutionPlan plan;
    private final ResourceManager resources;

    Requests(ExecutionPlan plan, ResourceManager resources) {
        this.plan = plan;
        this.resources = resources;
    }

    /** @throws OrchestrationException ({@code DEFINITION_INVALID}) with all of them */
    void check() {
        List<String> faults = new ArrayList<>();
        for (int node = 0; node < plan.size(); node++) {
            for (String reason : why(plan.spec(node))) {
                faults.add(plan.name(node) + ": " + reason);
            }
        }
        if (!faults.isEmpty()) {
            int more = faults.size() - MAX_TOLD;
            throw new OrchestrationException(
                    ErrorCode.DEFINITION_INVALID,
                    "the plan cannot be simulated: "
                            + String.join("; ", faults.subList(0, Math.min(MAX_TOLD, faults.size())))
                            + (more > 0 ? "; and " + more + " more" : ""));
        }
    }

    private List<String> why(TaskSpec spec) {
        ResourceVector needs = ResourceVector.nothing();
        for (ResourceRequest request : spec.resources()) {
            needs = needs.plus(request.resource(), request.amount());
        }
        for (ResourceTypeRequest request : spec.resourcesByType()) {
            needs = needs.plus(request.type(), request.amount());
        }
        return resources.whyNever(needs);
    }
}
