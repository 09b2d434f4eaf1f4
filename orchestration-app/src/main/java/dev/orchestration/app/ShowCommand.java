package dev.orchestration.app;

import dev.orchestration.app.view.ExecutionReport;
import dev.orchestration.state.Json;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.orchestrator.QueueHosting;
import dev.orchestration.workflow.ExecutionJson;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
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
            Optional<WorkflowDefinition> definition = QueueHosting.isQueue(row)
                    ? Optional.empty()
                    : Optional.of(store.executions().definition(row)); // read once: large ones take long
            WorkflowExecution execution = definition
                    .map(each -> store.executions().view(row, each))
                    .orElseGet(() -> store.executions().view(row));
            caller.out()
                    .print(
                            arguments.json()
                                    ? Json.pretty(ExecutionJson.of(execution)) + "\n"
                                    : ExecutionReport.page(
                                            execution,
                                            definition.map(FinalSteps::of).orElse(List.of()),
                                            definition
                                                    .map(WorkflowDefinition::lastly)
                                                    .orElse(List.of()),
                                            store.places(caller),
                                            caller.out().style(),
                                            ZoneId.systemDefault()));
            return ExitCodes.DONE;
        }
    }
}
