package dev.orchestration.core;

import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.workflow.Executions;
import java.util.List;

/** The executions that began since some time, read from the store no further and no more often than needed. Not thread-safe. */
final class YoungExecutions {
    private static final int FEW = 64;

    private final Executions executions;
    private List<ExecutionRow> newest = List.of();
    private int limit;

    YoungExecutions(Executions executions) {
        this.executions = executions;
    }

    /** Those that began after {@code time}, the newest first; microseconds since 1970. */
    List<ExecutionRow> since(long time) {
        while (mayBeMore(time)) {
            limit = limit == 0 ? FEW : limit * 4;
            newest = executions.newest(limit);
        }
        return newest.stream().takeWhile(row -> row.createdAt() > time).toList();
    }

    private boolean mayBeMore(long time) {
        boolean all = limit > 0 && newest.size() < limit;
        boolean enough = !newest.isEmpty() && newest.get(newest.size() - 1).createdAt() <= time;
        return !all && !enough && limit < Integer.MAX_VALUE / 4;
    }
}
