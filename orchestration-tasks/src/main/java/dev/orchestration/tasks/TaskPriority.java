package dev.orchestration.tasks;

import dev.orchestration.state.Wire;

/** How urgent a task is; the ordinal is the class, 0 the most urgent. */
public enum TaskPriority {
    CRITICAL,
    HIGH,
    NORMAL,
    LOW,
    BACKGROUND;

    public String wire() {
        return Wire.name(this);
    }
}
