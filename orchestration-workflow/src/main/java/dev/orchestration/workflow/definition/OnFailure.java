package dev.orchestration.workflow.definition;

import dev.orchestration.state.Wire;

/** What a failed required step means for steps that do not depend on it. */
public enum OnFailure {
    /** They go on. */
    CONTINUE,
    /** Running ones finish, the others are cancelled. */
    STOP;

    public String wire() {
        return Wire.name(this);
    }
}
