package dev.orchestration.state.journal;

import dev.orchestration.state.ExecutionId;

/**
 * How much is recorded of an execution, or of the engine's own stream.
 *
 * @param commits how many, which is also the number of the last one
 * @param events how many in all
 */
public record StreamEnd(long commits, long events) {
    /** The stream of what is recorded beside the executions; no source of ids makes this one. */
    public static final ExecutionId ENGINE = new ExecutionId("engine");

    /** Nothing is recorded. */
    public static final StreamEnd EMPTY = new StreamEnd(0, 0);

    /** The end of a stream whose last commit this is. */
    static StreamEnd of(Commit last) {
        return new StreamEnd(last.number(), last.firstSeq() + last.events().size() - 1);
    }
}
