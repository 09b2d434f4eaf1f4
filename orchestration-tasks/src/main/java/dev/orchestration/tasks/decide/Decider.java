package dev.orchestration.tasks.decide;

/**
 * Decides what follows from a signal. Pure: deterministic and without input or output; everything it knows comes from the
 * state and the signal, everything it wants goes into the sink.
 */
public interface Decider {
    /** Decides about one signal. Each event emitted is in the state before {@code emit} returns. */
    void decide(ExecutionState state, Signal signal, EventSink out);

    /**
     * Starts the ready node at the head of the queue: an attempt, or for an action that is no work, a wait.
     *
     * @return whether an attempt was started, which takes a worker
     */
    boolean start(ExecutionState state, int node, long at, EventSink out);
}
