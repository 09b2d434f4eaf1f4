package dev.orchestration.benchmarks.scheduling;

import java.util.List;

/**
 * When each task of an instance starts and ends, in the unit of the instance.
 *
 * @param starts by task; null where it did not run
 */
record Schedule(List<Long> starts, List<Long> ends) {
    long makespan() {
        return ends.stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
