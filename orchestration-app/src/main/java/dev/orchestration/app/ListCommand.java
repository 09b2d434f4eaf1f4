package dev.orchestration.app;

import dev.orchestration.app.view.ExecutionTable;
import dev.orchestration.state.Json;
import dev.orchestration.state.Wire;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.StoreUnreadyException;
import dev.orchestration.workflow.ExecutionJson;
import dev.orchestration.workflow.Executions;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate list}. */
final class ListCommand implements Command {
    private static final String LIMIT = "--limit";
    private static final String WORKFLOW = "--workflow";
    private static final String STATUS = "--status";
    private static final String INTERRUPTED = "interrupted";
    private static final int USUAL_LIMIT = 20;

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "List executions, newest first",
                "orchestrate list",
                "orchestrate list --status failed --workflow nightly-report --limit 5",
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
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the list");
    }

    @Override
    public int run(Arguments arguments) {
        int limit = arguments.positive(LIMIT, USUAL_LIMIT);
        String status = status(arguments);
        StoreLocation location = arguments.store();
        if (!location.exists()) {
            return none(location, arguments);
        }
        try (StoreView store = StoreView.open(arguments)) {
            Executions executions = store.executions();
            List<ExecutionRow> rows = matching(executions, limit, arguments.text(WORKFLOW), status);
            print(rows, executions, arguments);
            return ExitCodes.DONE;
        } catch (StoreUnreadyException e) {
            if (!e.isEmpty()) {
                throw e;
            }
            return none(location, arguments);
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
            Executions executions, int limit, @Nullable String workflow, @Nullable String status) {
        for (int looked = limit; ; looked = (int) Math.min(Integer.MAX_VALUE, 8L * looked)) {
            List<ExecutionRow> all = executions.newest(looked);
            List<ExecutionRow> found = all.stream()
                    .filter(row -> workflow == null || row.workflow().equals(workflow))
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
