package dev.orchestration.workflow.simulation;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.decide.ExecutionPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
            TaskSpec spec = plan.spec(node);
            for (ResourceRequest request : spec.resources()) {
                Optional<Resource> known = resources.find(request.resource());
                if (known.isEmpty()) {
                    faults.add(spec.name() + " needs " + request.resource()
                            + ", which the simulated engine does not have");
                } else if (request.amount() > known.get().capacity()) {
                    faults.add(spec.name() + " needs " + request.amount() + " of " + request.resource()
                            + ", of which there is " + known.get().capacity());
                }
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
}
