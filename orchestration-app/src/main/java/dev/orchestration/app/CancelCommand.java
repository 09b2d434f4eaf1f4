package dev.orchestration.app;

import dev.orchestration.app.view.ExecutionReport;
import dev.orchestration.app.view.Places;
import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.Json;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.workflow.ExecutionJson;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowManager;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate cancel ID}. */
final class CancelCommand implements Command {
    private static final String REASON = "--reason";

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec, "End an execution", "orchestrate cancel 7k2m", "orchestrate cancel 7k2m --reason \"wrong day\"");
        SharedOptions.argument(spec, "ID", "The execution, or the beginning of its id if that is unique.");
        SharedOptions.text(spec, "TEXT", "Why, for whoever looks at it later.", REASON);
        SharedOptions.addDurability(spec);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the execution");
    }

    @Override
    public int run(Arguments arguments) {
        Caller caller = arguments.caller();
        EngineSetup setup = EngineSetup.of(arguments);
        setup.location().existing();
        try (OrchestrationEngine engine = setup.engine()) {
            WorkflowManager manager = engine.workflowManager();
            ExecutionRow row = manager.executions().resolve(arguments.first("an execution", 1));
            String reason = arguments.text(REASON, "cancelled on the command line");
            WorkflowExecution execution = manager.cancel(row.id(), reason, setup.launch(engine, null));
            if (!arguments.quiet()) {
                Places places = new Places(
                        caller.program(),
                        setup.location().option(),
                        setup.location().shown(),
                        engine.store().logs());
                caller.err()
                        .print(ExecutionReport.summary(
                                execution, List.of(), places, caller.err().style()));
            }
            if (arguments.json()) {
                caller.out().line(Json.pretty(ExecutionJson.of(execution)));
            }
            return ExitCodes.DONE;
        }
    }
}
