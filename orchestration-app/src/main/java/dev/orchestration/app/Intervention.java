package dev.orchestration.app;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.orchestrator.Receipt;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowManager;
import dev.orchestration.workflow.command.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What the commands have in common that do something to an execution under way, wherever it is carried out, and then tell how
 * it stands. Where nobody owns the store this process does it itself, and carries nothing out.
 */
final class Intervention {
    /** How this process does it. */
    interface Way {
        WorkflowExecution act(WorkflowManager manager, ExecutionRow row, Launch launch);
    }

    /** How another process is asked to do it. */
    interface Asking {
        Command command(Commands commands, ExecutionId execution);
    }

    private Intervention() {}

    static void describe(CommandSpec spec) {
        SharedOptions.addDurability(spec);
        SharedOptions.addOwn(spec);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the execution");
    }

    static int run(Arguments arguments, String id, Way way, Asking asking) throws IOException {
        EngineSetup setup = EngineSetup.of(arguments);
        setup.location().existing();
        return BesideOwner.choose(
                arguments,
                setup.location(),
                () -> here(arguments, setup, id, way, asking),
                () -> beside(arguments, setup, id, asking));
    }

    private static int here(Arguments arguments, EngineSetup setup, String id, Way way, Asking asking) {
        try (OrchestrationEngine engine = setup.engineForAMoment()) {
            WorkflowManager manager = engine.workflowManager();
            ExecutionRow row = manager.executions().resolve(id);
            Command command = asking.command(EngineSetup.commands(arguments), row.id());
            Launch launch = setup.launch(engine, null).withReceipt(Receipt.of(command));
            return tell(
                    arguments,
                    setup,
                    way.act(manager, row, launch),
                    engine.store().logs());
        }
    }

    private static int beside(Arguments arguments, EngineSetup setup, String id, Asking asking) {
        RunView view = new RunView(arguments, setup.location());
        try (Succession succession = Succession.watching(setup)) {
            Executions executions = succession.executions();
            ExecutionId execution = executions.resolve(id).id();
            Command command = asking.command(EngineSetup.commands(arguments), execution);
            new Delivery(succession, view).deliver(command, () -> false).ifPresent(Delivery::requireDone);
            WorkflowExecution now = executions.view(executions.require(execution));
            int code = tell(arguments, setup, now, succession.viewed().logs());
            succession.engine().ifPresent(engine -> Stay.asLongAsNeeded(engine, view));
            return code;
        }
    }

    private static int tell(Arguments arguments, EngineSetup setup, WorkflowExecution execution, Path logs) {
        var unused = new RunView(arguments, setup.location()).tell(execution, List.of(), logs);
        return ExitCodes.DONE;
    }
}
