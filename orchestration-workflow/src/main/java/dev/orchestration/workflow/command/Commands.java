package dev.orchestration.workflow.command;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.Json;
import dev.orchestration.state.TraceContext;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.command.CommandVerb;
import dev.orchestration.tasks.Decision;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.workflow.Approval;
import dev.orchestration.workflow.Fork;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes commands, each with an id of its own. Thread-safe.
 *
 * @param by who asks, for people
 */
public record Commands(IdSource ids, Clock clock, String by) {
    static final String DEFINITION = "definition";
    static final String DIGEST = "digest";
    static final String WORKFLOW = "workflow";
    static final String PARAMETERS = "parameters";
    static final String MODE = "mode";
    static final String DIRECTORY = "directory";
    static final String ALLOWED = "allowed";
    static final String REASON = "reason";
    static final String STEP = "step";
    static final String KEY = "key";
    static final String FRESH = "fresh";
    static final String NAME = "name";
    static final String DATA = "data";
    static final String REJECT = "reject";
    static final String COMMENT = "comment";
    static final String DECISION = "decision";
    static final String ORIGIN = "origin";
    static final String FROM = "from";
    static final String SET = "set";
    static final String FOLDER = "folder";
    static final String TRACEPARENT = "traceparent";
    static final String TRACESTATE = "tracestate";

    /** As {@link #run(WorkflowDefinition, Map, OrchestrationMode, WorkingDirectory, String)} without a key. */
    public Command run(
            WorkflowDefinition definition,
            Map<String, Object> parameters,
            @Nullable OrchestrationMode mode,
            WorkingDirectory directory) {
        return run(definition, parameters, mode, directory, null);
    }

    /**
     * To begin an execution of {@code definition}, whose whole text goes with the command.
     *
     * @param key under which it is asked for, null for none
     */
    public Command run(
            WorkflowDefinition definition,
            Map<String, Object> parameters,
            @Nullable OrchestrationMode mode,
            WorkingDirectory directory,
            @Nullable String key) {
        return run(definition, parameters, mode, directory, key, null, false, null);
    }

    /**
     * As {@link #run(WorkflowDefinition, Map, OrchestrationMode, WorkingDirectory, String)}.
     *
     * @param folder in which the file of the definition lies, null for none
     * @param fresh whether all work is done, also where an output is kept that could be used again
     * @param trace the span that asks for it, null for none
     */
    public Command run(
            WorkflowDefinition definition,
            Map<String, Object> parameters,
            @Nullable OrchestrationMode mode,
            WorkingDirectory directory,
            @Nullable String key,
            @Nullable Path folder,
            boolean fresh,
            @Nullable TraceContext trace) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put(WORKFLOW, definition.name());
        arguments.put(DEFINITION, definition.json());
        arguments.put(DIGEST, definition.digest());
        arguments.put(PARAMETERS, parameters);
        if (mode != null) {
            arguments.put(MODE, mode.wire());
        }
        if (key != null) {
            arguments.put(KEY, key);
        }
        if (folder != null) {
            arguments.put(FOLDER, folder.toString());
        }
        if (fresh) {
            arguments.put(FRESH, true);
        }
        if (trace != null) {
            arguments.put(TRACEPARENT, trace.traceparent());
            Json.putNullable(arguments, TRACESTATE, trace.state());
        }
        arguments.put(DIRECTORY, directory.root().toString());
        arguments.put(ALLOWED, texts(directory.allowed()));
        return command(CommandVerb.RUN, null, arguments);
    }

    /** As {@link #fork(ExecutionId, Fork, List, Path)} where its definition is of no file. */
    public Command fork(ExecutionId origin, Fork fork, List<Path> allowed) {
        return fork(origin, fork, allowed, null);
    }

    /**
     * To begin a fork of an execution; paths of its definition may reach into {@code allowed}, too.
     *
     * @param folder in which the file of the fork's definition lies, null for none
     */
    public Command fork(ExecutionId origin, Fork fork, List<Path> allowed, @Nullable Path folder) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put(ORIGIN, origin.value());
        Json.putNullable(arguments, FROM, fork.from());
        arguments.put(SET, fork.sets());
        if (folder != null) {
            arguments.put(FOLDER, folder.toString());
        }
        WorkflowDefinition definition = fork.definition();
        if (definition != null) {
            arguments.put(WORKFLOW, definition.name());
            arguments.put(DEFINITION, definition.json());
            arguments.put(DIGEST, definition.digest());
        }
        arguments.put(ALLOWED, texts(allowed));
        return command(CommandVerb.FORK, null, arguments); // the execution that it is about is still to come
    }

    /** To go on with an execution; paths of its definition may reach into {@code allowed}, too. */
    public Command resume(ExecutionId execution, List<Path> allowed) {
        return command(CommandVerb.RESUME, execution, Map.of(ALLOWED, texts(allowed)));
    }

    /** To try again what failed in an execution; paths of its definition may reach into {@code allowed}, too. */
    public Command retry(ExecutionId execution, List<Path> allowed) {
        return command(CommandVerb.RETRY, execution, Map.of(ALLOWED, texts(allowed)));
    }

    /** @param step the one to end, null for the execution as a whole */
    public Command cancel(ExecutionId execution, @Nullable String step, String reason) {
        Map<String, Object> arguments = step == null ? Map.of(REASON, reason) : Map.of(REASON, reason, STEP, step);
        return command(CommandVerb.CANCEL, execution, arguments);
    }

    /**
     * To let nothing new of an execution start.
     *
     * @param reason for people, null for none
     */
    public Command pause(ExecutionId execution, @Nullable String reason) {
        return command(CommandVerb.PAUSE, execution, reason == null ? Map.of() : Map.of(REASON, reason));
    }

    /** To go on with a paused execution; paths of its definition may reach into {@code allowed}, too. */
    public Command goOn(ExecutionId execution, List<Path> allowed) {
        return command(CommandVerb.CONTINUE, execution, Map.of(ALLOWED, texts(allowed)));
    }

    /** @param data JSON that comes with the signal, null for none */
    public Command signal(ExecutionId execution, String name, @Nullable Object data) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put(NAME, name);
        Json.putNullable(arguments, DATA, data);
        return command(CommandVerb.SIGNAL, execution, arguments);
    }

    /** To answer a step that asks for approval. */
    public Command approve(ExecutionId execution, String step, Approval approval) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put(STEP, step);
        arguments.put(REJECT, !approval.approved());
        Json.putNullable(arguments, DATA, approval.data());
        Json.putNullable(arguments, COMMENT, approval.comment());
        return command(CommandVerb.APPROVE, execution, arguments);
    }

    /** To decide about a step that was interrupted. */
    public Command decide(ExecutionId execution, String step, Decision decision) {
        return command(CommandVerb.DECIDE, execution, Map.of(STEP, step, DECISION, decision.wire()));
    }

    /** To pause an execution, ending what runs of it. */
    public Command suspend(ExecutionId execution, String reason) {
        return command(CommandVerb.SUSPEND, execution, Map.of(REASON, reason));
    }

    private Command command(CommandVerb verb, @Nullable ExecutionId execution, Map<String, Object> arguments) {
        String about = execution == null ? null : execution.value();
        return new Command(ids.next(), verb.wire(), about, arguments, by, clock.micros());
    }

    private static List<String> texts(List<Path> paths) {
        return paths.stream().map(path -> path.toAbsolutePath().toString()).toList();
    }
}
