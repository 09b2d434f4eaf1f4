package dev.orchestration.tasks.action.builtin;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.TraceContext;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.Parameters;
import dev.orchestration.tasks.action.PathGuard;
import dev.orchestration.tasks.process.ChildEnvironment;
import dev.orchestration.tasks.process.ProcessExit;
import dev.orchestration.tasks.process.ProcessLimits;
import dev.orchestration.tasks.process.ProcessRequest;
import dev.orchestration.tasks.process.ProcessStarter;
import dev.orchestration.tasks.process.ProgramNotFoundException;
import dev.orchestration.tasks.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code shell.run} and {@code process.run}, which differ only in how the command is written. Thread-safe. */
final class CommandAction implements Action {
    /** How one of the two reads its command. */
    interface CommandReader {
        List<String> read(Parameters parameters) throws ActionFailedException;
    }

    private static final String KEY_VARIABLE = "ORCHESTRATION_IDEMPOTENCY_KEY";

    private final ProcessStarter processes;
    private final Map<String, String> ours;
    private final CommandReader reader;

    CommandAction(ProcessStarter processes, Map<String, String> ours, CommandReader reader) {
        this.processes = processes;
        this.ours = ours;
        this.reader = reader;
    }

    static List<String> shellCommand(Parameters parameters) throws ActionFailedException {
        return List.of(parameters.text("shell", "sh"), "-c", parameters.text("command"));
    }

    static List<String> plainCommand(Parameters parameters) throws ActionFailedException {
        List<String> command = parameters.texts("command");
        if (command.isEmpty()) {
            throw Parameters.bad("the parameter 'command' is an empty list; its first element names the program");
        }
        return command;
    }

    @Override
    public @Nullable Object run(ActionContext ctx) throws ActionFailedException, IOException {
        Parameters parameters = Parameters.of(ctx);
        List<Long> accepted = parameters.integers("accept_exit_codes", List.of(0L));
        try (OutputFile file = OutputFile.create()) {
            CommandOutput output = new CommandOutput(ctx);
            ProcessRequest request = request(ctx, parameters, output, file);
            ProcessExit exit = follow(ctx, start(request), output);
            if (exit.leftBehind()) {
                ctx.log("[a process left behind held the output open and was ended]");
            }
            if (!accepted.contains((long) exit.code())) {
                throw CommandFailure.of(exit, accepted, request.limits(), output.complaint(ctx.output()));
            }
            Optional<JsonValue> written = file.read();
            return written.isPresent() ? written.get().raw() : output.toMap(exit.code());
        }
    }

    private ProcessRequest request(ActionContext ctx, Parameters parameters, CommandOutput output, OutputFile file)
            throws ActionFailedException, IOException {
        Parameters limits = parameters.part("limits");
        return new ProcessRequest(
                reader.read(parameters),
                workingDirectory(ctx, parameters),
                environment(ctx, parameters, file),
                output.streams(parameters.textOrNull("stdin")),
                new ProcessLimits(limits.positive("limits.memory_mb"), limits.positive("limits.cpu_seconds")));
    }

    private static Path workingDirectory(ActionContext ctx, Parameters parameters)
            throws ActionFailedException, IOException {
        String cwd = parameters.textOrNull("cwd");
        return cwd == null ? ctx.directory().root() : new PathGuard(ctx.directory()).resolve(cwd);
    }

    private Map<String, String> environment(ActionContext ctx, Parameters parameters, OutputFile file)
            throws ActionFailedException {
        Map<String, String> marks = new LinkedHashMap<>(ctx.processMarks());
        marks.put(KEY_VARIABLE, ctx.idempotencyKey());
        marks.put(OutputFile.VARIABLE, file.path().toString());
        Map<String, String> step = parameters.textMap("env");
        for (String name : step.keySet()) {
            if (name.isEmpty() || name.contains("=")) {
                throw Parameters.bad("the parameter 'env' holds '" + name + "', which is no name of a variable");
            }
            if (marks.containsKey(name)) {
                throw Parameters.bad("the parameter 'env' may not set " + name + ": the engine does");
            }
        }
        return ChildEnvironment.of(ours, traced(ctx, step), marks);
    }

    /** A step that says itself to which trace its process belongs is believed, and gets nothing of ours beside that. */
    private static Map<String, String> traced(ActionContext ctx, Map<String, String> step) {
        if (step.containsKey(TraceContext.VARIABLE)) {
            return step;
        }
        Map<String, String> all = new LinkedHashMap<>(ctx.trace().variables());
        all.putAll(step);
        return all;
    }

    private RunningProcess start(ProcessRequest request) throws ActionFailedException {
        try {
            return processes.start(request);
        } catch (ProgramNotFoundException e) {
            throw new ActionFailedException("ProcessNotStarted", ErrorKind.USER, String.valueOf(e.getMessage()));
        } catch (IOException | IllegalArgumentException e) {
            String message = "'" + request.command().get(0) + "' could not be started: " + e.getMessage();
            throw new ActionFailedException("ProcessNotStarted", ErrorKind.RESOURCE, message);
        }
    }

    /** Whatever way this is left, nothing of the process runs on, except what it left behind after a proper end. */
    private static ProcessExit follow(ActionContext ctx, RunningProcess process, CommandOutput output)
            throws ActionFailedException {
        boolean over = false;
        try {
            ctx.noteProcess(process.pid(), process.startTicks());
            ctx.onCancel(() -> process.end(RunningProcess.GRACE));
            ProcessExit exit = process.await();
            over = !ctx.cancelled();
            if (over) {
                return exit;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!over) {
                process.end(RunningProcess.GRACE);
            }
            output.end();
        }
        throw new ActionFailedException(
                "ProcessEnded", ErrorKind.CANCELLED, "the process was ended because the attempt was asked to end");
    }
}
