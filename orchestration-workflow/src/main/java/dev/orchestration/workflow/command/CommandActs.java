package dev.orchestration.workflow.command;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.Wire;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.command.CommandVerb;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.orchestrator.Receipt;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Fork;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowHandle;
import dev.orchestration.workflow.WorkflowManager;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What each verb means. Every guest has a session of its own, as every run of a command line has. Thread-safe.
 *
 * @param ids names sessions
 * @param slots attempts at once in each of them
 */
public record CommandActs(Supplier<WorkflowManager> manager, Definitions definitions, IdSource ids, int slots) {
    /**
     * Does what the command asks for; its answer is recorded with that.
     *
     * @param guest is told of an execution that is carried out for the sender
     * @throws OrchestrationException if it is refused; then nothing is recorded
     */
    void carryOut(Command command, Consumer<WorkflowHandle> guest) {
        CommandArguments arguments = new CommandArguments(command);
        switch (verb(command)) {
            case RUN -> run(arguments, guest);
            case FORK -> fork(arguments, guest);
            case RESUME -> {
                ExecutionRow row = row(arguments);
                var unused = manager.get().resume(row, launch(arguments, directory(arguments, row), null, guest));
            }
            case RETRY -> {
                ExecutionRow row = row(arguments);
                var unused = manager.get().retry(row, launch(arguments, directory(arguments, row), null, guest));
            }
            case CANCEL -> cancel(arguments, guest);
            case PAUSE, CONTINUE, SIGNAL, APPROVE, DECIDE ->
                new InterventionActs(manager.get(), this).carryOut(arguments, guest);
            case SUSPEND -> {
                ExecutionRow row = row(arguments);
                String reason = arguments.text(Commands.REASON, "suspended");
                manager.get().suspend(row.id(), reason, launch(arguments, directory(arguments, row), null, guest));
            }
        }
    }

    static CommandVerb verb(Command command) {
        try {
            return Wire.parse(CommandVerb.class, command.verb());
        } catch (IllegalArgumentException e) {
            throw new OrchestrationException(
                    ErrorCode.COMMAND_REFUSED,
                    "the owner of the store does not know the command " + Quoted.of(command.verb()) + ", only "
                            + Wire.legal(CommandVerb.class),
                    e);
        }
    }

    private void run(CommandArguments arguments, Consumer<WorkflowHandle> guest) {
        WorkflowDefinition definition = definition(arguments);
        Path root = arguments.path(Commands.DIRECTORY);
        if (!Files.isDirectory(root)) {
            throw new OrchestrationException(ErrorCode.BAD_PARAMETERS, root + " is no directory to work in");
        }
        WorkingDirectory directory = new WorkingDirectory(root, arguments.paths(Commands.ALLOWED));
        OrchestrationMode mode = arguments.mode(Commands.MODE);
        Map<String, Object> parameters = arguments.map(Commands.PARAMETERS);
        Launch launch = launch(arguments, directory, mode, guest)
                .withKey(arguments.textOrNull(Commands.KEY))
                .withFolder(folder(arguments))
                .withFresh(arguments.flag(Commands.FRESH))
                .withTrace(arguments.trace());
        var unused = manager.get().executeWorkflow(definition, parameters, launch);
    }

    private void fork(CommandArguments arguments, Consumer<WorkflowHandle> guest) {
        ExecutionRow row = manager.get().executions().require(new ExecutionId(arguments.text(Commands.ORIGIN)));
        boolean changed = arguments.textOrNull(Commands.DEFINITION) != null;
        Fork fork = new Fork(
                arguments.textOrNull(Commands.FROM),
                arguments.map(Commands.SET),
                changed ? definition(arguments) : null);
        Launch launch =
                launch(arguments, directory(arguments, row), null, guest).withFolder(folder(arguments));
        var unused = manager.get().fork(row, fork, launch);
    }

    private static @Nullable Path folder(CommandArguments arguments) {
        String folder = arguments.textOrNull(Commands.FOLDER);
        return folder == null ? null : Path.of(folder);
    }

    private WorkflowDefinition definition(CommandArguments arguments) {
        String name = arguments.text(Commands.WORKFLOW);
        WorkflowDefinition definition = definitions.parse(arguments.text(Commands.DEFINITION), name);
        if (!definition.digest().equals(arguments.text(Commands.DIGEST))) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    "the definition of " + Quoted.of(name) + " did not arrive as it was sent, or the owner of the"
                            + " store is of another version; wait until it ends");
        }
        return definition;
    }

    private void cancel(CommandArguments arguments, Consumer<WorkflowHandle> guest) {
        ExecutionRow row = row(arguments);
        String reason = arguments.text(Commands.REASON, "cancelled by command");
        String step = arguments.textOrNull(Commands.STEP);
        Launch launch = launch(arguments, directory(arguments, row), null, guest);
        if (step == null) {
            var unused = manager.get().cancel(row.id(), reason, launch);
        } else {
            manager.get().cancelStep(row.id(), step, reason, launch);
        }
    }

    ExecutionRow row(CommandArguments arguments) {
        return manager.get().executions().require(arguments.execution());
    }

    static WorkingDirectory directory(CommandArguments arguments, ExecutionRow row) {
        List<Path> allowed = arguments.paths(Commands.ALLOWED);
        return new WorkingDirectory(Path.of(row.directory()), allowed);
    }

    Launch launch(
            CommandArguments arguments,
            WorkingDirectory directory,
            @Nullable OrchestrationMode mode,
            Consumer<WorkflowHandle> guest) {
        SessionLimits limits = new SessionLimits(new SessionId(ids.next()), slots, 1);
        Receipt receipt = Receipt.of(arguments.command());
        return new Launch(limits, OrchestrationMode.RESOURCE_AWARE, mode, directory, Map.of(), guest, receipt);
    }
}
