package dev.orchestration.workflow.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scheduling problem, in words of its own: what is checked here shares nothing with what schedules.
 *
 * @param jobs by name, each after those it depends on or not
 * @param capacities of the resources by name
 * @param workers how many jobs can run at once
 * @param bound a proven lower bound of the makespan, and {@code best} the best known one; 0 where nobody told
 */
record Problem(
        String name, Map<String, Job> jobs, Map<String, Integer> capacities, int workers, long bound, long best) {
    /** @param duration in microseconds */
    record Job(String name, long duration, List<String> dependencies, Map<String, Integer> needs) {}

    /** From when to when a job ran, in microseconds. */
    record Span(long start, long end) {}

    /** The longest chain of dependent jobs; no schedule is shorter. */
    long criticalPath() {
        Map<String, Long> ends = new LinkedHashMap<>();
        for (boolean changed = true; changed; ) {
            changed = false;
            for (Job job : jobs.values()) {
                long start = job.dependencies().stream()
                        .mapToLong(name -> ends.getOrDefault(name, 0L))
                        .max()
                        .orElse(0);
                Long before = ends.put(job.name(), start + job.duration());
                changed |= before == null || before != start + job.duration();
            }
        }
        return ends.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** What is below every makespan: the critical path, the work for each worker, the work for each unit of a resource. */
    long lowerBound() {
        long most = Math.max(bound, Math.max(criticalPath(), share(null, workers)));
        for (Map.Entry<String, Integer> capacity : capacities.entrySet()) {
            most = Math.max(most, share(capacity.getKey(), capacity.getValue()));
        }
        return most;
    }

    private long share(String resource, long capacity) {
        long work = jobs.values().stream()
                .mapToLong(job ->
                        job.duration() * (resource == null ? 1 : job.needs().getOrDefault(resource, 0)))
                .sum();
        return (work + capacity - 1) / capacity;
    }
}
