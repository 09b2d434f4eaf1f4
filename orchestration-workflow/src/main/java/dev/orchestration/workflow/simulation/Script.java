package dev.orchestration.workflow.simulation;

import dev.orchestration.tasks.decide.ExecutionPlan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says what a simulation cannot know: how attempts end, what conditions say. It must answer the same question in the same
 * way, or the simulation does not repeat.
 */
@FunctionalInterface
public interface Script {
    /**
     * How an attempt ends.
     *
     * @param attempt from 1
     */
    Ending ending(int node, int attempt);

    /** Whether a node with a condition runs; otherwise it is skipped. */
    default boolean mayRun(int node) {
        return true;
    }

    /** How many elements the list of a node has that is a map. */
    default int items(int node) {
        return 1;
    }

    /** How long a node waits that is no work and needs no worker; null for one that is work. */
    default @Nullable Duration waits(int node) {
        return null;
    }

    /** Everything completes at its first attempt, and takes as long as the plan expects. */
    static Script asExpected(ExecutionPlan plan) {
        return (node, attempt) -> Ending.completed(Duration.ofNanos(plan.estimate(node) * 1_000));
    }
}
