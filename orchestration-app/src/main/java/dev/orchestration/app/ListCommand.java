package dev.orchestration.app;

import dev.orchestration.app.view.ExecutionTable;
import dev.orchestration.state.Json;
import dev.orchestration.state.Times;
import dev.orchestration.state.Wire;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.StoreUnreadyException;
import dev.orchestration.tasks.action.Durations;
import dev.orchestration.workflow.ExecutionJson;
import dev.orchestration.workflow.Executions;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate list}. */
final class ListCommand implements Command {
    private static final String LIMIT = "--limit";
    private static final String WORKFLOW = "--workflow";
    private static final String STATUS = "--status";
    private static final String SINCE = "--since";
    private static final String NO_CHILDREN = "--no-children";
    private static final String INTERRUPTED = "interrupted";
    private static final int USUAL_LIMIT = 20;

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "List executions, newest first",
                "orchestrate list",
                "orchestrate list --status failed --workflow nightly-report --limit 5",
                "orchestrate list --since 24h --no-children",
                "orchestrate list --json");
        spec.addOption(picocli.CommandLine.Model.OptionSpec.builder(LIMIT, "-n")
                .type(Integer.class)
                .paramLabel("N")
                .description("At most N; " + USUAL_LIMIT + " by default.")
                .build());
        SharedOptions.text(spec, "NAME", "Those of this workflow.", WORKFLOW);
        SharedOptions.text(
                spec,
                "STATUS",
                "Those that are " + Wire.legal(WorkflowStatus.class) + " or " + INTERRUPTED + ".",
                STATUS);
        SharedOptions.text(
                spec, "TIME", "Those accepted no longer ago (24h, 7d), or since a time (2026-01-31T08:00:00Z).", SINCE);
        SharedOptions.flag(spec, "Without those that steps of other executions run.", NO_CHILDREN);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the list");
    }

    @Override
    public int run(Arguments arguments) {
        int limit = arguments.positive(LIMIT, USUAL_LIMIT);
        Predicate<ExecutionRow> wanted = wanted(arguments);
        String status = status(arguments);
        StoreLocation location = arguments.store();
        if (!location.exists()) {
            return none(location, arguments);
        }
        try (StoreView store = StoreView.open(arguments)) {
            Executions executions = store.executions();
            List<ExecutionRow> rows = matching(executions, limit, wanted, status);
            print(rows, executions, arguments);
            return ExitCodes.DONE;
        } catch (StoreUnreadyException e) {
            if (!e.isEmpty()) {
                throw e;
            }
            return none(location, arguments);
        }
    }

    private static Predicate<ExecutionRow> wanted(Arguments arguments) {
        String workflow = arguments.text(WORKFLOW);
        boolean children = !arguments.has(NO_CHILDREN);
        long since = since(arguments);
        return row -> (workflow == null || row.workflow().equals(workflow))
                && (children || row.parent() == null)
                && row.createdAt() >= since;
    }

    /** Microseconds since 1970. */
    private static long since(Arguments arguments) {
        String given = arguments.text(SINCE);
        if (given == null) {
            return Long.MIN_VALUE;
        }
        try {
            return Character.isDigit(given.charAt(0)) && given.contains("T")
                    ? Times.micros(given)
                    : arguments.caller().clock().micros()
                            - TimeUnit.MILLISECONDS.toMicros(
                                    Durations.parse(given).toMillis());
        } catch (IllegalArgumentException | DateTimeException | StringIndexOutOfBoundsException e) {
            throw new UsageException(SINCE + " '" + given
                    + "' is neither a while, for example 24h or 7d, nor a time, for example 2026-01-31T08:00:00Z");
        }
    }

    private static @Nullable String status(Arguments arguments) {
        String status = arguments.text(STATUS);
        boolean known = status == null
                || status.equals(INTERRUPTED)
                || Arrays.stream(WorkflowStatus.values())
                        .anyMatch(each -> each.wire().equals(status));
        if (!known) {
            throw new UsageException(STATUS + " '" + status + "' is not one of " + Wire.legal(WorkflowStatus.class)
                    + ", " + INTERRUPTED);
        }
        return status;
    }

    private static int none(StoreLocation location, Arguments arguments) {
        if (arguments.json()) {
            arguments.caller().out().line("[]");
        }
        if (!arguments.quiet()) {
            arguments
                    .caller()
                    .err()
                    .line("nothing was run here yet: the store " + location.shown()
                            + (location.exists() ? " is empty" : " does not exist"));
        }
        return ExitCodes.DONE;
    }

    /** Looks at ever more executions until there are enough that match, or no more. */
    private static List<ExecutionRow> matching(
            Executions executions, int limit, Predicate<ExecutionRow> wanted, @Nullable String status) {
        for (int looked = limit; ; looked = (int) Math.min(Integer.MAX_VALUE, 8L * looked)) {
            List<ExecutionRow> all = executions.newest(looked);
            List<ExecutionRow> found = all.stream()
                    .filter(wanted)
                    .filter(row -> status == null || shown(row, executions).equals(status))
                    .limit(limit)
                    .toList();
            if (found.size() == limit || all.size() < looked || looked == Integer.MAX_VALUE) {
                return found;
            }
        }
    }

    private static String shown(ExecutionRow row, Executions executions) {
        return executions.interrupted(row) ? INTERRUPTED : row.status().wire();
    }

    private static void print(List<ExecutionRow> rows, Executions executions, Arguments arguments) {
        Caller caller = arguments.caller();
        if (arguments.json()) {
            caller.out()
                    .line(Json.pretty(rows.stream()
                            .map(row -> ExecutionJson.of(row, executions.interrupted(row)))
                            .toList()));
        } else if (!rows.isEmpty()) {
            caller.out()
                    .print(ExecutionTable.of(
                            rows, executions::interrupted, caller.out().style(), ZoneId.systemDefault()));
        } else if (!arguments.quiet()) {
            caller.err().line("no such executions");
        }
    }
}
