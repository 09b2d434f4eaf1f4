package dev.orchestration.state.journal;

import java.util.List;

/**
 * What one loop step records, all or nothing: at most one {@link Commit} an execution, and the definitions that
 * executions created in this step refer to and that the store may not have yet.
 */
public record Batch(List<Commit> commits, List<StoredDefinition> definitions) {}
