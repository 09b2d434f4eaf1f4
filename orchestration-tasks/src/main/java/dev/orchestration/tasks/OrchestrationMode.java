package dev.orchestration.tasks;

import dev.orchestration.state.Wire;

/** Who starts next when a slot is free. The results of a graph are the same in every mode; order and overlap differ. */
public enum OrchestrationMode {
    /** One task at a time, in topological order. */
    SEQUENTIAL,
    /** Any ready task, first ready first. */
    PARALLEL,
    /** The most urgent ready task; of equals the one with the longest remaining path. */
    PRIORITY,
    /** Like priority, and a task starts only with all its resources. */
    RESOURCE_AWARE;

    public String wire() {
        return Wire.name(this);
    }
}
