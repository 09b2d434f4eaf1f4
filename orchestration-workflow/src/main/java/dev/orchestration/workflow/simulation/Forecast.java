package dev.orchestration.workflow.simulation;

import dev.orchestration.state.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a simulation says of an execution, and why it would not be sooner.
 *
 * @param steps those that would run or wait, in the order in which they start
 * @param bottleneck null if no step waits for anything but its dependencies
 */
public record Forecast(
        Schedule schedule, List<Step> steps, @Nullable Bottleneck bottleneck) {
    /**
     * One step. Times are microseconds after the beginning of the execution.
     *
     * @param worker who carries it out, from 1; 0 for a step that only waits and needs none
     * @param held what it holds from start to end
     * @param after the dependency that ends last, and so lets it go; null without dependencies
     * @param ready when that ends
     * @param waited how long it waits from then on for what it lacks; the sum is {@code start - ready}
     */
    public record Step(
            String name,
            long start,
            long end,
            int worker,
            Map<ResourceId, Double> held,
            @Nullable String after,
            long ready,
            Map<Lack, Long> waited) {}

    /**
     * The one thing whose lack adds most waiting: the sum, over all steps, of the time for which a step has all that it
     * depends on and does not start while this is what it lacks. A moment counts for one thing only, the first that the
     * engine asks for and does not get: a free place (as the mode, the workflow and the number of workers limit it), then
     * the resources in the order of their ids. What waits although it lacks nothing, because it would delay another step,
     * counts for no bottleneck. Of equals it is the one asked for first.
     *
     * @param waited the sum, in microseconds
     * @param steps how many steps wait for it
     * @param makespanWithout how long the execution would take if there were plenty of it
     */
    public record Bottleneck(Lack lack, long waited, int steps, Duration makespanWithout) {}
}
