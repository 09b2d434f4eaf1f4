package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import java.util.List;

/**
 * What an execution that waits for its key waits for. Immutable.
 *
 * @param holders who has the key, in the order in which they got it
 * @param before who gets it before this execution does, in that order
 */
public record KeyWait(Claim claim, List<ExecutionId> holders, List<ExecutionId> before) {}
