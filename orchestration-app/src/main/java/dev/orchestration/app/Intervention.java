package dev.orchestration.app;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.orchestrator.Receipt;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowManager;
import dev.orchestration.workflow.command.Commands;
import java.io.IOException;
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

    /** What is to be said once it is done, from all that is recorded of the execution; empty for nothing. */
    interface Afterwards {
        String told(List<Event> events, Executions executions, ExecutionRow row);

        /** What is to be said first, before how the execution stands; empty for nothing. */
        default String taken(ExecutionId execution) {
            return "";
        }
    }

    private final Arguments arguments;
    private final EngineSetup setup;
    private final Afterwards afterwards;

    private Intervention(Arguments arguments, EngineSetup setup, Afterwards afterwards) {
        this.arguments = arguments;
        this.setup = setup;
        this.afterwards = afterwards;
    }

    static void describe(CommandSpec spec) {
        SharedOptions.addDurability(spec);
        SharedOptions.addOwn(spec);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the execution");
    }

    static int run(Arguments arguments, String id, Way way, Asking asking) throws IOException {
        return run(arguments, id, way, asking, (events, executions, row) -> "");
    }

    static int run(Arguments arguments, String id, Way way, Asking asking, Afterwards afterwards) throws IOException {
        EngineSetup setup = EngineSetup.of(arguments);
        setup.location().existing();
        Intervention it = new Intervention(arguments, setup, afterwards);
        return BesideOwner.choose(
                arguments, setup.location(), () -> it.here(id, way, asking), () -> it.beside(id, asking));
    }

    private int here(String id, Way way, Asking asking) {
        try (OrchestrationEngine engine = setup.engineForAMoment()) {
            WorkflowManager manager = engine.workflowManager();
            ExecutionRow row = manager.executions().resolve(id);
            Command command = asking.command(EngineSetup.commands(arguments), row.id());
            Launch launch = setup.launch(engine, null).withReceipt(Receipt.of(command));
            WorkflowExecution now = way.act(manager, row, launch);
            say(afterwards.taken(row.id()));
            return tell(now, engine.store(), manager.executions());
        }
    }

    private int beside(String id, Asking asking) {
        RunView view = new RunView(arguments, setup.location());
        try (Succession succession = Succession.watching(setup)) {
            Executions executions = succession.executions();
            ExecutionId execution = executions.resolve(id).id();
            Command command = asking.command(EngineSetup.commands(arguments), execution);
            new Delivery(succession, view).deliver(command, () -> false).ifPresent(Delivery::requireDone);
            say(afterwards.taken(execution));
            WorkflowExecution now = executions.view(executions.require(execution));
            int code = tell(now, succession.viewed(), executions);
            succession.engine().ifPresent(engine -> Stay.asLongAsNeeded(engine, view));
            return code;
        }
    }

    private int tell(WorkflowExecution execution, Store store, Executions executions) {
        RunView view = new RunView(arguments, setup.location());
        var unused = view.tell(execution, List.of(), store.logs());
        ExecutionRow row = executions.require(execution.executionId());
        say(afterwards.told(store.archive().events(row.id()), executions, row));
        return ExitCodes.DONE;
    }

    private void say(String text) {
        if (!text.isEmpty()) {
            new RunView(arguments, setup.location()).say(text);
        }
    }
}
