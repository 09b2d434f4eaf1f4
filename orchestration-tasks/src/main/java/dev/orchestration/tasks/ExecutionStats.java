package dev.orchestration.tasks;

import java.util.Map;

/**
 * Figures of the plain tasks that are known, as they stand at one moment.
 *
 * @param total all of them, ended ones too
 * @param byStatus how many there are of each status; every status is there
 * @param queued of those that are ready to start, how many there are of each priority; every priority is there
 * @param unfinished those of which something is still to be expected: neither ended nor blocked for good
 * @param attempts how many attempts were started for them in all
 * @param retries how many of these followed another attempt of the same task
 * @param abandoned attempts, of workflows too, that ignore the request to end, are not waited for, and still run
 * @param busy worker slots in use, by workflows too; more than there are while attempts go on that found none free
 * @param slots worker slots that there are
 */
public record ExecutionStats(
        int total,
        Map<TaskStatus, Integer> byStatus,
        Map<TaskPriority, Integer> queued,
        int unfinished,
        long attempts,
        long retries,
        int abandoned,
        int busy,
        int slots) {
    /** How many tasks have this status. */
    public int count(TaskStatus status) {
        return byStatus.getOrDefault(status, 0);
    }
}
