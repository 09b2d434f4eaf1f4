package dev.orchestration.workflow;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.PayloadLimit;
import dev.orchestration.tasks.decide.Again;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.workflow.definition.StepCache;
import dev.orchestration.workflow.expression.Condition;
import dev.orchestration.workflow.expression.ExpressionException;
import dev.orchestration.workflow.expression.Scope;
import dev.orchestration.workflow.expression.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a step, on a worker's thread: render the parameters, run the action, check what came out, write what the
 * step sets. Rendering happens here so that environment and secrets never reach decider or journal.
 */
final class StepWork implements AttemptWork {
    private final StepProgram program;
    private final Scope scope;
    private final boolean fresh;

    /** @param fresh whether the work is done even where its output is kept */
    StepWork(StepProgram program, Scope scope, boolean fresh) {
        this.program = program;
        this.scope = scope;
        this.fresh = fresh;
    }

    @Override
    public @Nullable Object run(Frame frame) throws Exception {
        Scope read = StepRules.withOutputsRead(scope);
        Scope at = read.inAttempt(frame.environment(), read.context(), null).withSecrets(frame.secrets()::use);
        ActionContext ctx = frame.with(program.parameters(at));
        StepCache cache = program.step().cache();
        if (cache != null) {
            return new CachedWork(program, at, ctx).run(frame, cache, fresh);
        }
        Object output = output(program, frame, ctx);
        String large = PayloadLimit.largeOutput(output);
        Scope after = after(at, frame, output);
        requireSuccess(new SuccessCheck(program, after, ctx).unmet(output));
        writeSets(program, frame, after);
        Object given = large == null ? output : frame.keep(large);
        Condition until = program.until();
        if (until == null
                || holds(
                        until,
                        read.inAttempt(frame.environment(), frame.context().toMap(), after.output()))) {
            return given;
        }
        return new Again(given);
    }

    /** What the action gives, with secrets hidden. */
    static @Nullable Object output(StepProgram program, Frame frame, ActionContext ctx) throws Exception {
        return frame.secrets()
                .masks()
                .json(Json.freeze(program.action().action().run(ctx), "the output"));
    }

    /** What texts see once there is an output. */
    static Scope after(Scope at, Frame frame, @Nullable Object output) {
        return at.inAttempt(frame.environment(), frame.context().toMap(), new JsonValue(output));
    }

    static void requireSuccess(List<String> unmet) throws ActionFailedException {
        if (!unmet.isEmpty()) {
            throw new ActionFailedException(
                    "SuccessCriteria", ErrorKind.EXTERNAL, "success criteria not met: " + String.join("; ", unmet));
        }
    }

    /** Writes what the step sets, and judges all that the attempt has written. */
    static void writeSets(StepProgram program, Frame frame, Scope after) throws ActionFailedException {
        for (var set : program.sets().entrySet()) {
            frame.context().set(set.getKey(), value(set.getKey(), set.getValue(), after));
        }
        PayloadLimit.checkWrites(frame.context());
    }

    private static boolean holds(Condition until, Scope scope) {
        try {
            return until.test(scope);
        } catch (ExpressionException e) {
            throw new ExpressionException("until: " + e.getMessage(), e);
        }
    }

    private static @Nullable Object value(String key, Template template, Scope scope) {
        try {
            return template.render(scope);
        } catch (ExpressionException e) {
            throw new ExpressionException("sets." + key + ": " + e.getMessage(), e);
        }
    }
}
