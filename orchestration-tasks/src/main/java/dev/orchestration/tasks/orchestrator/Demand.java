package dev.orchestration.tasks.orchestrator;

import dev.orchestration.tasks.TaskSpec;
import org.jspecify.annotations.Nullable;

/** What the nodes of one profile ask for, worked out for the first of them. Confined to the loop. */
final class Demand {
    /** One of them. */
    final TaskSpec spec;

    final Pace pace;
    /** Whether they take no resources at all. */
    final boolean takesNothing;

    /** What they take; null while nobody has asked, and where it is chosen anew for each. */
    @Nullable
    Needs needs;

    Demand(TaskSpec spec, Pace pace) {
        this.spec = spec;
        this.pace = pace;
        this.takesNothing = spec.resources().isEmpty() && spec.resourcesByType().isEmpty();
    }
}
