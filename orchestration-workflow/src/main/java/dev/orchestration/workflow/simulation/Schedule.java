package dev.orchestration.workflow.simulation;

import dev.orchestration.state.ResourceId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.TaskResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What came of a simulation.
 *
 * @param status how the execution ended
 * @param makespan from the beginning of the execution to its end
 * @param attempts in the order in which they started
 * @param results what came of each node, by name in the order of declaration
 */
public record Schedule(
        WorkflowStatus status, Duration makespan, List<Stint> attempts, Map<String, TaskResult> results) {
    /**
     * An attempt on a worker, with what it held all the time.
     *
     * @param attempt from 1
     * @param start in microseconds after the beginning of the execution; likewise {@code end}
     */
    public record Stint(
            int node, String name, int attempt, long start, long end, Outcome outcome, Map<ResourceId, Double> held) {}
}
