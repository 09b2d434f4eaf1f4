package dev.orchestration.app;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.Fork;
import dev.orchestration.workflow.WorkflowManager;
import dev.orchestration.workflow.command.Commands;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate fork ID}. */
final class ForkCommand implements Command {
    private static final String FROM = "--from";
    private static final String SET = "--set";
    private static final String DEFINITION = "--definition";
    private static final String CONTEXT = "ctx.";

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Run part of an execution anew, in a new one that keeps the rest",
                "orchestrate fork 7k2m --from publish",
                "orchestrate fork 7k2m --from clean --set ctx.threshold=0.8",
                "orchestrate fork 7k2m --definition report.yaml");
        SharedOptions.argument(spec, "ID", "The execution, or the beginning of its id if that is unique.");
        SharedOptions.text(
                spec, "STEP", "Run STEP and all that is downstream of it; the results of all else stay.", FROM);
        SharedOptions.many(
                spec,
                "ctx.KEY=VALUE",
                "Give the context a value before anything runs, as JSON or else as text. May be repeated.",
                SET);
        SharedOptions.text(
                spec,
                "FILE",
                "Run it as FILE says: steps that are new or changed, and all that is downstream of them, run, too.",
                DEFINITION);
        SharedOptions.addWork(spec);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the new execution");
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        String id = arguments.first("an execution", 1);
        if (!arguments.has(FROM) && !arguments.has(DEFINITION)) {
            throw new UsageException(
                    "name the step from which on to run (" + FROM + " STEP), or give a changed definition ("
                            + DEFINITION + " FILE); orchestrate show " + id + " lists the steps");
        }
        Map<String, Object> sets = sets(arguments.texts(SET));
        EngineSetup setup = EngineSetup.of(arguments);
        setup.location().existing();
        try (OrchestrationEngine engine = setup.engine()) {
            Fork fork = new Fork(arguments.text(FROM), sets, definition(arguments, engine));
            return BesideOwner.choose(
                    arguments,
                    setup.location(),
                    () -> here(arguments, setup, engine, fork),
                    () -> BesideOwner.follow(arguments, setup, executions -> {
                        ExecutionRow row = executions.resolve(id);
                        WorkflowDefinition definition = definition(executions, row, fork);
                        List<Path> allowed = setup.directory().allowed();
                        Commands commands = EngineSetup.commands(arguments);
                        var request = new Errand.Request(
                                commands.fork(row.id(), fork, allowed, folder(arguments)), commands, allowed);
                        return new Errand(request, definition, RunCommand.tally(definition), null);
                    }));
        }
    }

    private static int here(Arguments arguments, EngineSetup setup, OrchestrationEngine engine, Fork fork) {
        WorkflowManager manager = engine.workflowManager();
        ExecutionRow row = manager.executions().resolve(arguments.first("an execution", 1));
        WorkflowDefinition definition = definition(manager.executions(), row, fork);
        Prepared prepared = new Prepared(
                definition,
                RunCommand.tally(definition),
                null,
                () -> manager.fork(row, fork, setup.launch(engine, null).withFolder(folder(arguments))));
        return new ForegroundRun(new RunView(arguments, setup.location()), engine).carryOut(prepared);
    }

    private static WorkflowDefinition definition(Executions executions, ExecutionRow row, Fork fork) {
        WorkflowDefinition given = fork.definition();
        return given == null ? executions.definition(row) : given;
    }

    private static @Nullable Path folder(Arguments arguments) {
        String file = arguments.text(DEFINITION);
        return file == null ? null : WorkflowFile.named(file, arguments).folder();
    }

    private static @Nullable WorkflowDefinition definition(Arguments arguments, OrchestrationEngine engine) {
        String file = arguments.text(DEFINITION);
        return file == null ? null : RunCommand.load(WorkflowFile.named(file, arguments), arguments, engine);
    }

    private static Map<String, Object> sets(List<String> words) {
        Map<String, Object> sets = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (!word.startsWith(CONTEXT) || equals <= CONTEXT.length()) {
                throw new UsageException(SET + " takes ctx.KEY=VALUE, not '" + word + "'");
            }
            String key = word.substring(CONTEXT.length(), equals);
            if (sets.containsKey(key)) {
                throw new UsageException(SET + " gives 'ctx." + key + "' twice");
            }
            Json.putNullable(sets, key, value(word.substring(equals + 1)));
        }
        return sets;
    }

    /** What is no JSON is meant as text, so that a word needs no quotes within quotes. */
    private static @Nullable Object value(String text) {
        try {
            return Json.read(text);
        } catch (OrchestrationException | IllegalArgumentException e) {
            return text;
        }
    }
}
