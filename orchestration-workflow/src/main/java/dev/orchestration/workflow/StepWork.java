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
import dev.orchestration.workflow.definition.StepCache;
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
    private final boolean fresh;
    private final boolean undoes;
    private final @Nullable Object undone;
    private final @Nullable Supplier<@Nullable Object> there;

    private StepWork(
            StepProgram program,
            Scope scope,
            boolean fresh,
            boolean undoes,
            @Nullable Object undone,
            @Nullable Supplier<@Nullable Object> there) {
        this.program = program;
        this.scope = scope;
        this.fresh = fresh;
        this.undoes = undoes;
        this.undone = undone;
        this.there = there;
    }

    /** @param fresh whether the work is done even where its output is kept */
    static StepWork of(StepProgram program, Scope scope, boolean fresh) {
        return new StepWork(program, scope, fresh, false, null, null);
    }

    /** That of a compensation, whose parameters see the output of what it undoes. */
    static StepWork undoing(StepProgram program, Scope scope, @Nullable Object undone) {
        return new StepWork(program, scope, true, true, undone, null);
    }

    /** Of what was carried out otherwise than by its action, which is not called: {@code there} gives the output. */
    static StepWork doneElsewhere(StepProgram program, Scope scope, Supplier<@Nullable Object> there) {
        return new StepWork(program, scope, true, false, null, there);
    }

    @Override
    public @Nullable Object run(Frame frame) throws Exception {
        Scope read = StepRules.withOutputsRead(scope);
        JsonValue before = undoes ? new JsonValue(LargeOutput.valueOf(undone)) : null;
        Scope at = read.inAttempt(frame.environment(), read.context(), before).withSecrets(frame.secrets()::use);
        ActionContext ctx = frame.with(there == null ? program.parameters(at) : Map.of());
        StepCache cache = program.step().cache();
        if (cache != null && there == null) {
            return new CachedWork(program, at, ctx).run(frame, cache, fresh);
        }
        Object output = there == null ? output(program, frame, ctx) : masked(frame, there.get());
        String large = PayloadLimit.largeOutput(output);
        Scope after = after(at, frame, output);
        requireSuccess(new SuccessCheck(program, after, ctx).unmet(output));
        writeSets(program, frame, after);
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

    /** What the action gives, with secrets hidden. */
    static @Nullable Object output(StepProgram program, Frame frame, ActionContext ctx) throws Exception {
        return masked(frame, program.action().action().run(ctx));
    }

    private static @Nullable Object masked(Frame frame, @Nullable Object given) {
        return frame.secrets().masks().json(Json.freeze(given, "the output"));
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
