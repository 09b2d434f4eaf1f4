package dev.orchestration.store;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.Owner;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A store as it is.
 *
 * @param bytes of the file itself
 * @param logBytes of its write-ahead log, which is there while it is open or after a crash
 * @param freeBytes inside the file, which new data will use first
 * @param schema the version of its tables
 * @param owner who owns it or owned it last
 * @param executions how many there are by status as recorded, in the order of the statuses; none without
 * @param logs of what processes printed
 */
public record StoreInfo(
        Path path,
        long bytes,
        long logBytes,
        long freeBytes,
        int schema,
        Optional<Owner> owner,
        Map<WorkflowStatus, Long> executions,
        FileTotal outputs,
        FileTotal logs) {}
