package dev.orchestration.app;

import dev.orchestration.app.view.StepTally;
import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowHandle;
import dev.orchestration.workflow.WorkflowManager;
import dev.orchestration.workflow.command.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Carries a recorded execution on, in one of the ways there are. */
final class TakeUp {
    /** How to go on: a method of {@link WorkflowManager}. */
    interface Way {
        WorkflowHandle begin(WorkflowManager manager, ExecutionRow row, Launch launch);
    }

    /** How to ask another process to go on. */
    interface Asking {
        Command command(Commands commands, ExecutionRow row, List<Path> allowed);
    }

    private TakeUp() {}

    static void describe(CommandSpec spec) {
        SharedOptions.argument(spec, "ID", "The execution, or the beginning of its id if that is unique.");
        SharedOptions.addWork(spec);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the execution");
    }

    static int run(Arguments arguments, Way way, Asking asking) throws IOException {
        EngineSetup setup = EngineSetup.of(arguments);
        setup.location().existing();
        String id = arguments.first("an execution", 1);
        return BesideOwner.choose(
                arguments,
                setup.location(),
                () -> here(arguments, setup, id, way),
                () -> BesideOwner.follow(arguments, setup, executions -> {
                    ExecutionRow row = executions.resolve(id);
                    List<Path> allowed = setup.directory().allowed();
                    Commands commands = EngineSetup.commands(arguments);
                    var request = new Errand.Request(asking.command(commands, row, allowed), commands, allowed);
                    return new Errand(request, executions.definition(row), tally(executions, row), null);
                }));
    }

    private static int here(Arguments arguments, EngineSetup setup, String id, Way way) {
        try (OrchestrationEngine engine = setup.engine()) {
            WorkflowManager manager = engine.workflowManager();
            Executions executions = manager.executions();
            ExecutionRow row = executions.resolve(id);
            Prepared prepared = new Prepared(
                    executions.definition(row),
                    tally(executions, row),
                    null,
                    () -> way.begin(manager, row, setup.launch(engine, null)));
            return new ForegroundRun(new RunView(arguments, setup.location()), engine).carryOut(prepared);
        }
    }

    private static StepTally tally(Executions executions, ExecutionRow row) {
        return StepTally.of(executions.definition(row), executions.view(row).stepResults());
    }
}
