package dev.orchestration.state.journal;

import org.jspecify.annotations.Nullable;

/**
 * A process that owns or owned a store. A pid alone says little, as they are used again: two processes are the same one
 * only if boot id, pid and start time agree.
 *
 * @param uuid a new one for each taking of ownership
 * @param epoch grows with each taking; a write under an older epoch is refused
 * @param bootId which start of the machine, empty where the system has no such id
 * @param pidStart start time of the process in clock ticks since boot, or in milliseconds since 1970 where there is no boot
 *     id; 0 where the system does not tell
 * @param since microseconds since 1970
 * @param endedAt when it gave ownership up in order, null if it did not (yet)
 */
public record Owner(
        String uuid,
        long epoch,
        String host,
        String bootId,
        long pid,
        long pidStart,
        long since,
        @Nullable Long endedAt) {}
