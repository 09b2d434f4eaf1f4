package dev.orchestration.app;

import dev.orchestration.app.view.StepTally;
import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowHandle;
import dev.orchestration.workflow.WorkflowManager;
import picocli.CommandLine.Model.CommandSpec;

/** Carries a recorded execution on, in one of the ways there are. */
final class TakeUp {
    /** How to go on: a method of {@link WorkflowManager}. */
    interface Way {
        WorkflowHandle begin(WorkflowManager manager, ExecutionRow row, Launch launch);
    }

    private TakeUp() {}

    static void describe(CommandSpec spec) {
        SharedOptions.argument(spec, "ID", "The execution, or the beginning of its id if that is unique.");
        SharedOptions.addWork(spec);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the execution");
    }

    static int run(Arguments arguments, Way way) {
        EngineSetup setup = EngineSetup.of(arguments);
        setup.location().existing();
        try (OrchestrationEngine engine = setup.engine()) {
            WorkflowManager manager = engine.workflowManager();
            Executions executions = manager.executions();
            ExecutionRow row = executions.resolve(arguments.first("an execution", 1));
            Prepared prepared = new Prepared(
                    executions.definition(row),
                    StepTally.of(executions.view(row).stepResults()),
                    null,
                    () -> way.begin(manager, row, setup.launch(engine, null)));
            return new ForegroundRun(arguments, setup, engine).carryOut(prepared);
        }
    }
}
