package dev.orchestration.store;

import java.util.List;

/**
 * What a check of a store has found.
 *
 * @param unused files of outputs that no execution needs: no fault, a crash or a failed attempt leaves some
 */
public record Inspected(long executions, long commits, FileTotal unused, List<StoreFault> faults) {}
