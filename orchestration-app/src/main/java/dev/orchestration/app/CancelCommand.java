package dev.orchestration.app;

import dev.orchestration.app.view.Progress;
import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowManager;
import dev.orchestration.workflow.command.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate cancel ID}. */
final class CancelCommand implements Command {
    private static final String REASON = "--reason";
    private static final String STEP = "--step";

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "End an execution",
                "orchestrate cancel 7k2m",
                "orchestrate cancel 7k2m --reason \"wrong day\"",
                "orchestrate cancel 7k2m --step upload");
        SharedOptions.argument(spec, "ID", "The execution, or the beginning of its id if that is unique.");
        SharedOptions.text(spec, "TEXT", "Why, for whoever looks at it later.", REASON);
        SharedOptions.text(spec, "NAME", "End this step only, of an execution that is being carried out.", STEP);
        SharedOptions.addDurability(spec);
        SharedOptions.addOwn(spec);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the execution");
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        EngineSetup setup = EngineSetup.of(arguments);
        setup.location().existing();
        String id = arguments.first("an execution", 1);
        return BesideOwner.choose(
                arguments, setup.location(), () -> here(arguments, setup, id), () -> beside(arguments, setup, id));
    }

    private static int here(Arguments arguments, EngineSetup setup, String id) {
        try (OrchestrationEngine engine = setup.engineForAMoment()) {
            WorkflowManager manager = engine.workflowManager();
            ExecutionRow row = manager.executions().resolve(id);
            Launch launch = setup.launch(engine, null);
            String step = arguments.text(STEP);
            if (step == null) {
                var unused = manager.cancel(row.id(), reason(arguments), launch);
            } else {
                manager.cancelStep(row.id(), step, reason(arguments), launch);
            }
            return tell(
                    arguments,
                    setup,
                    manager.executions(),
                    row.id(),
                    engine.store().logs());
        }
    }

    private static int beside(Arguments arguments, EngineSetup setup, String id) {
        RunView view = new RunView(arguments, setup.location());
        try (Succession succession = Succession.watching(setup)) {
            Executions executions = succession.executions();
            ExecutionId execution = executions.resolve(id).id();
            Commands commands = EngineSetup.commands(arguments);
            @Nullable String step = arguments.text(STEP);
            var request = new Errand.Request(commands.cancel(execution, step, reason(arguments)), commands, List.of());
            if (step == null) {
                var unused = new HandedOver(succession, request, view).carryOut(Progress.NONE);
            } else {
                new Delivery(succession, view)
                        .deliver(request.command(), () -> false)
                        .ifPresent(Delivery::requireDone);
            }
            int code = tell(
                    arguments, setup, executions, execution, succession.viewed().logs());
            succession.engine().ifPresent(engine -> Stay.asLongAsNeeded(engine, view));
            return code;
        }
    }

    private static String reason(Arguments arguments) {
        return arguments.text(REASON, "cancelled on the command line");
    }

    private static int tell(Arguments arguments, EngineSetup setup, Executions executions, ExecutionId id, Path logs) {
        RunView view = new RunView(arguments, setup.location());
        var unused = view.tell(executions.view(executions.require(id)), List.of(), logs);
        return ExitCodes.DONE;
    }
}
