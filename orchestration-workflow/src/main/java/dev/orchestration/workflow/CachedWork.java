package dev.orchestration.workflow;

import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.CachedOutput;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.PayloadLimit;
import dev.orchestration.tasks.decide.AttemptWork.Frame;
import dev.orchestration.tasks.decide.Cached;
import dev.orchestration.workflow.definition.StepCache;
import dev.orchestration.workflow.expression.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt of a step whose output may be one that was kept. What was kept counts as long as the step's success criteria
 * hold for it; whatever is wrong with it, the work is done. Confined to the worker's thread.
 */
final class CachedWork {
    private static final Logger LOG = LoggerFactory.getLogger(CachedWork.class);

    private final StepProgram program;
    private final Scope at;
    private final ActionContext ctx;
    private final CacheKey key;

    /** @param at what texts see before there is an output */
    CachedWork(StepProgram program, Scope at, ActionContext ctx) {
        this.program = program;
        this.at = at;
        this.ctx = ctx;
        this.key = new CacheKey(program, at, ctx.directory());
    }

    /** @param fresh whether the work is done even where its output is kept */
    @Nullable
    Object run(Frame frame, StepCache cache, boolean fresh) throws Exception {
        String digest = key.digest();
        Cached kept = fresh ? null : kept(frame, digest, cache);
        return kept == null ? done(frame, digest, cache) : kept;
    }

    private @Nullable Cached kept(Frame frame, String digest, StepCache cache) throws Exception {
        CachedOutput found;
        Object output;
        try {
            found = frame.cached(digest, cache.ttl());
            output = found == null ? null : LargeOutput.valueOf(found.output());
        } catch (OrchestrationException e) {
            LOG.warn("step {} is done anew, as its output cannot be read: {}", ctx.step(), e.getMessage());
            return null;
        }
        Scope after = StepWork.after(at, frame, output);
        if (found == null
                || !new SuccessCheck(program, after, ctx).unmet(output).isEmpty()) {
            return null;
        }
        StepWork.writeSets(program, frame, after);
        return new Cached(given(frame, output), digest, found.execution(), null);
    }

    private @Nullable Object done(Frame frame, String digest, StepCache cache) throws Exception {
        Object output = StepWork.output(program, frame, ctx);
        // What the action wrote by itself, a kept output could not bring back.
        boolean whole = frame.context().writes().isEmpty();
        Scope after = StepWork.after(at, frame, output);
        Object given = given(frame, output);
        StepWork.requireSuccess(new SuccessCheck(program, after, ctx).unmet(output));
        StepWork.writeSets(program, frame, after);
        // A file that changed meanwhile may have been read before or after that.
        return whole && digest.equals(key.digest()) ? new Cached(given, digest, null, cache.ttl()) : given;
    }

    /** Kept by the store once more where it is large, as whose it was may be removed. */
    private static @Nullable Object given(Frame frame, @Nullable Object output) throws Exception {
        String large = PayloadLimit.largeOutput(output);
        return large == null ? output : frame.keep(large);
    }
}
