package dev.orchestration.store;

/**
 * What was removed.
 *
 * @param commits rows of the journal
 * @param outputs files of large outputs that no execution needs any more
 * @param logs folders of logs
 */
public record Pruned(long executions, long commits, long definitions, FileTotal outputs, long logs) {}
