package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Activation;

/** Names one attempt. */
public record AttemptKey(ExecutionId execution, Activation activation, int attempt) {
    /** The name that a child process carries, by which it is found again. */
    public String mark() {
        return execution + "/" + activation.node() + "." + activation.item() + "." + activation.n() + "/" + attempt;
    }
}
