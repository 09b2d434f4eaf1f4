package dev.orchestration.core;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.record.RecordRow;
import dev.orchestration.workflow.Executions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Of which executions a session's row does not say whether the context has what they wrote: those that were open when it was
 * written, and those that began since. So a row is not written for each execution, and nothing that one wrote is lost.
 *
 * @param row as it was read
 * @param open when the row was written
 * @param since when executions began that the row cannot know of; microseconds since 1970
 * @param published of those that the row knows of all the same, and whose writes the context has
 */
record Unpublished(RecordRow row, List<ExecutionId> open, long since, Set<ExecutionId> published) {
    /** So long it takes at most from the beginning of an execution until its session knows of it; microseconds. */
    static final long SLACK = 1_000_000;

    /** They may have ended or not; those that ended first come first. What was removed from the store is not among them. */
    List<ExecutionRow> rows(SessionId session, Executions executions, List<ExecutionRow> young) {
        Map<ExecutionId, ExecutionRow> rows = new LinkedHashMap<>();
        for (ExecutionId id : open) {
            try {
                rows.put(id, executions.require(id));
            } catch (OrchestrationException e) {
                if (e.code() != ErrorCode.UNKNOWN_EXECUTION) {
                    throw e;
                }
            }
        }
        for (ExecutionRow row : young) {
            boolean own = row.session().equals(session.value()) && row.parent() == null;
            if (own && !published.contains(row.id())) {
                rows.put(row.id(), row);
            }
        }
        return rows.values().stream()
                .sorted(Comparator.comparingLong(
                        row -> Optional.ofNullable(row.endedAt()).orElse(Long.MAX_VALUE)))
                .toList();
    }
}
