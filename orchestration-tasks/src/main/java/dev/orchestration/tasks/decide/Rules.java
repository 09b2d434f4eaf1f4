package dev.orchestration.tasks.decide;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.ActionKind;
import java.time.Duration;

/** What a kind of execution adds to the plain rules of dependencies. Pure, like the decider that asks it. */
public interface Rules {
    /**
     * Whether a node with a condition may run, now that its dependencies are settled.
     *
     * @throws OrchestrationException if the condition cannot be evaluated; the node fails with it
     */
    boolean mayRun(int node, ExecutionState state);

    /** How the node's action is carried out. */
    ActionKind kind(int node);

    /**
     * How long a node that waits does so.
     *
     * @throws OrchestrationException if its parameters cannot be evaluated; the node fails with it
     */
    Duration waitingTime(int node, ExecutionState state);

    /**
     * What a node waits for that does no work.
     *
     * @throws OrchestrationException as {@link #waitingTime}
     */
    default WaitSpec waiting(int node, ExecutionState state) {
        return WaitSpec.sleep(waitingTime(node, state));
    }

    /** Whether the failure of a required node keeps what did not start from ever starting. */
    boolean stopsOnFailure();

    /** The work of the node's next attempt, with all it needs of the state copied out; it runs on another thread. */
    AttemptWork prepare(int node, ExecutionState state);
}
