package dev.orchestration.app;

import dev.orchestration.app.view.StepTally;
import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.RequestKey;
import dev.orchestration.state.TraceContext;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.workflow.DefinitionException;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.command.Commands;
import dev.orchestration.workflow.definition.ReadResult;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate run [FILE]}. */
final class RunCommand implements dev.orchestration.app.Command {
    private static final int RECENT = 50;
    private static final String ID = "--id";
    private static final String NO_CACHE = "--no-cache";

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Carry out a workflow",
                "orchestrate run report.yaml",
                "orchestrate run report.yaml -p day=2026-01-31 -p shards=4",
                "orchestrate run --json report.yaml > result.json",
                "orchestrate run report.yaml -p day=2026-01-31 --id report-2026-01-31",
                "orchestrate run --store memory report.yaml",
                "orchestrate run --store jdbc:postgresql://db.example:5432/work report.yaml");
        SharedOptions.argument(
                spec,
                "[FILE]",
                "The workflow; without it workflow.yaml, workflow.yml or workflow.json of the current directory.");
        SharedOptions.many(spec, "KEY=VALUE", "Give the workflow a parameter. May be repeated.", "-p", "--param");
        SharedOptions.text(spec, "FILE", "Take parameters from a file that holds a JSON object.", "--params-file");
        SharedOptions.text(
                spec,
                "KEY",
                "Run it once under KEY: if that was done before, tell how it ended, or go on with it. The same KEY"
                        + " with another workflow or other parameters is refused.",
                ID);
        SharedOptions.flag(spec, "Do all work anew, also of steps whose output is kept; it is kept then.", NO_CACHE);
        SharedOptions.text(
                spec, "DIR", "Work in DIR instead of the current directory; recorded for resume.", EngineSetup.CWD);
        SharedOptions.text(
                spec, "MODE", "Who starts next: sequential, parallel, priority or resource_aware.", EngineSetup.MODE);
        Tracing.describe(spec);
        SharedOptions.addWork(spec);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the execution");
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        WorkflowFile file = WorkflowFile.of(arguments);
        var unused = EngineSetup.mode(arguments); // a wrong one is told before anything of the file is
        String key = key(arguments);
        TraceContext trace = Tracing.asking(arguments);
        EngineSetup setup = EngineSetup.of(arguments);
        try (OrchestrationEngine engine = setup.engine()) {
            WorkflowDefinition definition = load(file, arguments, engine);
            OrchestrationMode mode = EngineSetup.mode(arguments, definition);
            Map<String, Object> parameters = ParameterWords.read(arguments, definition);
            return BesideOwner.choose(
                    arguments,
                    setup.location(),
                    () -> {
                        Prepared prepared = new Prepared(
                                definition,
                                tally(definition, key, setup, engine),
                                expected(definition, setup, arguments, engine),
                                () -> {
                                    Launch launch = setup.launch(engine, mode)
                                            .withKey(key)
                                            .withFolder(file.folder())
                                            .withFresh(arguments.has(NO_CACHE))
                                            .withTrace(trace);
                                    return engine.workflowManager().executeWorkflow(definition, parameters, launch);
                                });
                        return new ForegroundRun(new RunView(arguments, setup.location()), engine).carryOut(prepared);
                    },
                    () -> BesideOwner.follow(arguments, setup, executions -> {
                        Commands commands = EngineSetup.commands(arguments);
                        Command command = commands.run(
                                definition,
                                parameters,
                                mode,
                                setup.directory(),
                                key,
                                file.folder(),
                                arguments.has(NO_CACHE),
                                trace);
                        ended(definition, key, executions)
                                .ifPresent(new RunView(arguments, setup.location())::saysThatNothingRuns);
                        var request = new Errand.Request(
                                command, commands, setup.directory().allowed());
                        Long expected = isShown(arguments) ? expected(definition, executions) : null;
                        return new Errand(request, definition, tally(definition), expected);
                    }));
        }
    }

    static StepTally tally(WorkflowDefinition definition) {
        return StepTally.of(definition);
    }

    /** One that goes on has steps that are done; what was asked for with other input is refused later. */
    private static StepTally tally(
            WorkflowDefinition definition, @Nullable String key, EngineSetup setup, OrchestrationEngine engine) {
        if (key == null || !setup.location().exists()) {
            return tally(definition);
        }
        Executions executions = engine.workflowManager().executions();
        return executions
                .requested(key)
                .filter(row -> row.digest().equals(definition.digest()))
                .map(row -> StepTally.of(definition, executions.view(row).stepResults()))
                .orElseGet(() -> tally(definition));
    }

    private static Optional<ExecutionId> ended(
            WorkflowDefinition definition, @Nullable String key, Executions executions) {
        return Optional.ofNullable(key)
                .flatMap(executions::requested)
                .filter(row -> row.status().isEnded() && row.digest().equals(definition.digest()))
                .map(ExecutionRow::id);
    }

    private static @Nullable String key(Arguments arguments) {
        String key = arguments.text(ID);
        String fault = key == null ? null : RequestKey.fault(key);
        if (fault != null) {
            throw new UsageException(ID + ": a key " + fault);
        }
        return key;
    }

    /** The definition of a file, all of whose faults are told otherwise. */
    static WorkflowDefinition load(WorkflowFile file, Arguments arguments, OrchestrationEngine engine) {
        ReadResult result = new Definitions().read(file.path(), Optional.of(engine.actions()));
        FaultLines faults = new FaultLines(file);
        if (!arguments.quiet()) {
            faults.warn(result, arguments.caller().err());
        }
        return result.definition().orElseThrow(() -> new DefinitionException(file.shown(), faults.named(result)));
    }

    /** Asked for only where it is shown, as it opens the store. */
    private static @Nullable Long expected(
            WorkflowDefinition definition, EngineSetup setup, Arguments arguments, OrchestrationEngine engine) {
        boolean known = isShown(arguments) && setup.location().exists();
        return known ? expected(definition, engine.workflowManager().executions()) : null;
    }

    private static boolean isShown(Arguments arguments) {
        return arguments.caller().err().style().terminal() && !arguments.quiet();
    }

    /** How long the last good run of the same workflow took; null if there was none lately. */
    private static @Nullable Long expected(WorkflowDefinition definition, Executions executions) {
        for (ExecutionRow row : executions.newest(RECENT)) {
            Long start = row.startedAt();
            Long end = row.endedAt();
            boolean same = row.workflow().equals(definition.name()) && row.status() == WorkflowStatus.COMPLETED;
            if (same && start != null && end != null) {
                return end - start;
            }
        }
        return null;
    }
}
