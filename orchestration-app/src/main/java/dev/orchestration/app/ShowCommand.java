package dev.orchestration.app;

import dev.orchestration.app.view.ExecutionReport;
import dev.orchestration.state.Json;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.workflow.ExecutionJson;
import dev.orchestration.workflow.WorkflowExecution;
import java.time.ZoneId;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate show ID}. */
final class ShowCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(spec, "Show one execution", "orchestrate show 7k2m", "orchestrate show --json 7k2m");
        SharedOptions.argument(spec, "ID", "The execution, or the beginning of its id if that is unique.");
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the execution");
    }

    @Override
    public int run(Arguments arguments) {
        Caller caller = arguments.caller();
        try (StoreView store = StoreView.open(arguments)) {
            ExecutionRow row = store.executions().resolve(arguments.first("an execution", 1));
            WorkflowExecution execution = store.executions().view(row);
            caller.out()
                    .print(
                            arguments.json()
                                    ? Json.pretty(ExecutionJson.of(execution)) + "\n"
                                    : ExecutionReport.page(
                                            execution,
                                            store.finalSteps(execution, row),
                                            store.lastly(execution, row),
                                            store.places(caller),
                                            caller.out().style(),
                                            ZoneId.systemDefault()));
            return ExitCodes.DONE;
        }
    }
}
