package dev.orchestration.core;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceVector;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.ResourceId;
import jakarta.inject.Provider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether what was said of a session makes sense, with every fault at once. Not thread-safe; used once. */
final class SessionCheck {
    /** Longer than this no clock of the engine reckons. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final SessionBuilder said;
    private final Provider<ResourceManager> resources;
    private final List<String> faults = new ArrayList<>();

    /** @param resources are asked for only where the session requires some */
    SessionCheck(SessionBuilder said, Provider<ResourceManager> resources) {
        this.said = said;
        this.resources = resources;
    }

    /** @throws OrchestrationException ({@code BAD_PARAMETERS}) with every fault */
    void check() {
        if (said.name().isBlank()) {
            faults.add("it needs a name");
        }
        if (said.userId().isBlank()) {
            faults.add("user_id must not be blank");
        }
        limit("max_parallel_tasks", said.maxParallelTasks());
        limit("max_parallel_workflows", said.maxParallelWorkflows());
        Duration timeout = said.timeout();
        if (timeout != null && (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0)) {
            faults.add("timeout must be positive and at most " + LONGEST.toDays() + " days, not " + timeout);
        }
        said.requirements().forEach(this::requirement);
        if (!faults.isEmpty()) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    "session " + Quoted.of(said.name()) + " cannot be: " + String.join("; ", faults));
        }
    }

    private void limit(String what, int value) {
        if (value < 1) {
            faults.add(what + " must be at least 1, not " + value);
        } else if (value > 1 && said.isSequential()) {
            faults.add(what + " of a sequential session is 1, not " + value + "; choose another mode or leave it out");
        }
    }

    private void requirement(String resource, double amount) {
        if (resource.isBlank()) {
            faults.add("a resource that it requires has no id");
            return;
        }
        ResourceId id = new ResourceId(resource);
        ResourceManager known = resources.get();
        try {
            faults.addAll(known.whyNever(ResourceVector.of(id, amount)));
        } catch (OrchestrationException e) { // no amount at all
            faults.add(String.valueOf(e.getMessage()));
        }
        if (known.find(id).map(Resource::isRate).orElse(false)) {
            faults.add("resource " + Quoted.of(resource)
                    + " is used up and refills, so nobody can hold it for a session; let the steps ask for it");
        }
    }
}
