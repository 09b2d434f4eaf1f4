package dev.orchestration.workflow;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.ActionDescriptor;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.workflow.definition.SuccessCriteria;
import dev.orchestration.workflow.expression.SchemaCheck;
import dev.orchestration.workflow.expression.SchemaFault;
import dev.orchestration.workflow.expression.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a step, on a worker's thread: render the parameters, run the action, check what came out, write what the
 * step sets. Rendering happens here so that the environment never reaches decider or journal.
 */
final class StepWork implements AttemptWork {
    /** The largest output that is recorded. Unit: characters of JSON. */
    static final int MAX_OUTPUT = 256 << 10;

    private final StepProgram program;
    private final Scope scope;

    StepWork(StepProgram program, Scope scope) {
        this.program = program;
        this.scope = scope;
    }

    @Override
    public @Nullable Object run(Frame frame) throws Exception {
        Scope at = new Scope(
                scope.parameters(), scope.outputs(), scope.context(), scope.execution(), frame.environment(), null);
        ActionContext ctx = frame.with(parameters(at));
        Object output = bounded(Json.freeze(program.action().action().run(ctx), "the output"));
        Scope after = new Scope(
                at.parameters(),
                at.outputs(),
                frame.context().toMap(),
                at.execution(),
                at.env(),
                new JsonValue(output));
        for (var set : program.sets().entrySet()) {
            frame.context().set(set.getKey(), set.getValue().render(after));
        }
        List<String> unmet = new SuccessCheck(program, after, ctx).unmet(output);
        if (!unmet.isEmpty()) {
            throw new ActionFailedException(
                    "SuccessCriteria", ErrorKind.EXTERNAL, "success criteria not met: " + String.join("; ", unmet));
        }
        return output;
    }

    /** The rendered parameters, with parameters of the workflow as defaults for those of the same name. */
    private Map<String, Object> parameters(Scope at) {
        Object rendered = program.parameters().render(at);
        Map<String, Object> all = new LinkedHashMap<>(defaults(at.parameters()));
        if (rendered instanceof Map<?, ?> map) {
            map.forEach((key, value) -> Json.putNullable(all, String.valueOf(key), value));
        }
        List<String> faults = SchemaCheck.check(descriptor().parameters(), all).stream()
                .map(SchemaFault::toString)
                .toList();
        if (!faults.isEmpty()) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    "parameters of " + descriptor().name() + ": " + String.join("; ", faults));
        }
        return Json.freezeMap(all, "parameters");
    }

    /** An action without a schema gets every parameter of the workflow; one with a schema those it names. */
    private Map<String, Object> defaults(Map<String, Object> workflowParameters) {
        Map<String, Object> defaults = new LinkedHashMap<>();
        Object known = descriptor().parameters().get("properties");
        workflowParameters.forEach((name, value) -> {
            if (descriptor().parameters().isEmpty() || (known instanceof Map<?, ?> map && map.containsKey(name))) {
                Json.putNullable(defaults, name, value);
            }
        });
        SuccessCriteria criteria = program.step().success();
        if (!criteria.exitCodes().isEmpty() && known instanceof Map<?, ?> map && map.containsKey("accept_exit_codes")) {
            defaults.put("accept_exit_codes", criteria.exitCodes());
        }
        return defaults;
    }

    private ActionDescriptor descriptor() {
        return program.action().descriptor();
    }

    private static @Nullable Object bounded(@Nullable Object output) throws ActionFailedException {
        if (output == null || output instanceof Number || output instanceof Boolean) {
            return output;
        }
        int size = Json.write(output).length();
        if (size > MAX_OUTPUT) {
            throw new ActionFailedException(
                    "OutputTooLarge",
                    ErrorKind.USER,
                    "the output is " + size + " characters of JSON, more than " + MAX_OUTPUT
                            + "; write it to a file and return the path");
        }
        return output;
    }
}
