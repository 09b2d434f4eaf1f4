package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.tasks.TaskSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the nodes of one profile ask for, worked out for the first of them. Confined to the loop. */
final class Demand {
    /** One of them. */
    final TaskSpec spec;

    final Pace pace;
    /** Whether they take no resources at all. */
    final boolean takesNothing;

    /** What they take; null while nobody has asked, and where it is chosen anew for each. */
    private @Nullable Needs needs;

    Demand(TaskSpec spec, Pace pace) {
        this.spec = spec;
        this.pace = pace;
        this.takesNothing = spec.resources().isEmpty() && spec.resourcesByType().isEmpty();
    }

    /**
     * How much of which resource the task would take; null if there is not even a resource to wait for.
     *
     * @param own what its session has taken ahead, null for nothing
     */
    @Nullable
    Needs needs(ResourceChoice choice, ResourceManager resources, @Nullable SessionReserve own) {
        if (!spec.resourcesByType().isEmpty()) {
            return choice.now(spec, own)
                    .map(amounts -> Needs.of(amounts, resources))
                    .orElse(null);
        }
        if (needs == null) {
            needs = Needs.of(choice.now(spec).orElse(Map.of()), resources);
        }
        return needs;
    }
}
