package dev.orchestration.benchmarks.scheduling;

import java.util.List;

/**
 * One task of an instance.
 *
 * @param duration in the unit of the instance
 * @param demands of each resource of the instance, while the task runs
 * @param dependencies indexes of tasks
 */
record Job(String name, long duration, List<Integer> demands, List<Integer> dependencies) {
    Job {
        demands = List.copyOf(demands);
        dependencies = List.copyOf(dependencies);
    }
}
