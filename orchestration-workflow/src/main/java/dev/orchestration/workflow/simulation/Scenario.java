package dev.orchestration.workflow.simulation;

import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.decide.ExecutionPlan;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is simulated: one execution of a plan.
 *
 * @param script what happens to its nodes; the plan's estimates are only what the engine expects
 */
public record Scenario(ExecutionPlan plan, OrchestrationMode mode, Script script, Limits limits) {
    /**
     * What the execution sets itself.
     *
     * @param maxParallel attempts at once, at least 1
     * @param timeout of the whole execution, null for none
     * @param stopsOnFailure whether the failure of a required node keeps what did not start from ever starting
     */
    public record Limits(int maxParallel, @Nullable Duration timeout, boolean stopsOnFailure) {
        public static final Limits NONE = new Limits(Integer.MAX_VALUE, null, false);
    }

    /** An execution without limits of its own in which everything goes as expected. */
    public static Scenario of(ExecutionPlan plan, OrchestrationMode mode) {
        return new Scenario(plan, mode, Script.asExpected(plan), Limits.NONE);
    }

    public Scenario with(Script other) {
        return new Scenario(plan, mode, other, limits);
    }

    public Scenario with(OrchestrationMode other) {
        return new Scenario(plan, other, script, limits);
    }

    public Scenario with(Limits other) {
        return new Scenario(plan, mode, script, other);
    }
}
