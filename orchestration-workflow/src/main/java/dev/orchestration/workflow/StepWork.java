package dev.orchestration.workflow;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.PayloadLimit;
import dev.orchestration.tasks.decide.Again;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.workflow.expression.Condition;
import dev.orchestration.workflow.expression.ExpressionException;
import dev.orchestration.workflow.expression.Scope;
import dev.orchestration.workflow.expression.Template;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a step, on a worker's thread: render the parameters, run the action, check what came out, write what the
 * step sets. Rendering happens here so that environment and secrets never reach decider or journal.
 */
final class StepWork implements AttemptWork {
    private final StepProgram program;
    private final Scope scope;
    private final boolean undoes;
    private final @Nullable Object undone;
    private final @Nullable Supplier<@Nullable Object> there;

    StepWork(StepProgram program, Scope scope) {
        this(program, scope, false, null, null);
    }

    private StepWork(
            StepProgram program,
            Scope scope,
            boolean undoes,
            @Nullable Object undone,
            @Nullable Supplier<@Nullable Object> there) {
        this.program = program;
        this.scope = scope;
        this.undoes = undoes;
        this.undone = undone;
        this.there = there;
    }

    /** That of a compensation, whose parameters see the output of what it undoes. */
    static StepWork undoing(StepProgram program, Scope scope, @Nullable Object undone) {
        return new StepWork(program, scope, true, undone, null);
    }

    /** Of what was carried out otherwise than by its action, which is not called: {@code there} gives the output. */
    static StepWork doneElsewhere(StepProgram program, Scope scope, Supplier<@Nullable Object> there) {
        return new StepWork(program, scope, false, null, there);
    }

    @Override
    public @Nullable Object run(Frame frame) throws Exception {
        Scope read = StepRules.withOutputsRead(scope);
        JsonValue before = undoes ? new JsonValue(LargeOutput.valueOf(undone)) : null;
        Scope at = read.inAttempt(frame.environment(), read.context(), before).withSecrets(frame.secrets()::use);
        ActionContext ctx = frame.with(there == null ? program.parameters(at) : Map.of());
        Object given = there == null ? program.action().action().run(ctx) : there.get();
        Object output = frame.secrets().masks().json(Json.freeze(given, "the output"));
        String large = PayloadLimit.largeOutput(output);
        Scope after = at.inAttempt(frame.environment(), frame.context().toMap(), new JsonValue(output));
        List<String> unmet = new SuccessCheck(program, after, ctx).unmet(output);
        if (!unmet.isEmpty()) {
            throw new ActionFailedException(
                    "SuccessCriteria", ErrorKind.EXTERNAL, "success criteria not met: " + String.join("; ", unmet));
        }
        for (var set : program.sets().entrySet()) {
            frame.context().set(set.getKey(), value(set.getKey(), set.getValue(), after));
        }
        PayloadLimit.checkWrites(frame.context());
        Object kept = large == null ? output : frame.keep(large);
        Condition until = program.until();
        if (until == null
                || holds(
                        until,
                        read.inAttempt(frame.environment(), frame.context().toMap(), after.output()))) {
            return kept;
        }
        return new Again(kept);
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
