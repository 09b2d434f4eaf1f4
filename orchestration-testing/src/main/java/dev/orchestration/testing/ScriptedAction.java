package dev.orchestration.testing;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.live.InlineWorkers;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a test when an action is carried out, or a step: what is not said here happens as without a test. What is
 * said counts from the next attempt on. Not thread-safe.
 */
public final class ScriptedAction {
    /** The type of a failure for which no other is said. */
    public static final String INJECTED = "InjectedFailure";

    private @Nullable Action code;
    private Duration takes = Duration.ZERO;
    private final Set<Integer> failing = new TreeSet<>();
    private final Set<Integer> hanging = new TreeSet<>();
    private int failsUpTo;
    private int hangsUpTo;
    private ErrorKind kind = ErrorKind.EXTERNAL;
    private String message = "made to fail by the test";

    ScriptedAction() {}

    /** This code runs in place of the action's. */
    public ScriptedAction does(Action other) {
        code = other;
        return this;
    }

    /** It gives this output, JSON, and does nothing. */
    public ScriptedAction gives(@Nullable Object output) {
        return does(ctx -> output);
    }

    /** Each attempt takes so long on the clock of the test. */
    public ScriptedAction takes(Duration time) {
        takes = time;
        return this;
    }

    /** Every attempt fails. */
    public ScriptedAction fails() {
        return times(Integer.MAX_VALUE);
    }

    /** The first {@code count} attempts of each step, item and pass fail; after an interruption the count goes on. */
    public ScriptedAction times(int count) {
        failsUpTo = count;
        return this;
    }

    /** The attempts with these numbers fail, from 1. */
    public ScriptedAction failsAttempt(int... numbers) {
        for (int number : numbers) {
            failing.add(number);
        }
        return this;
    }

    /** Of what kind its failures are, which decides whether they are retried, and what they say. Without this external. */
    public ScriptedAction failingWith(ErrorKind kindOfAll, String words) {
        kind = kindOfAll;
        message = words;
        return this;
    }

    /** No attempt ends by itself: it times out, is cancelled, or the engine is closed. */
    public ScriptedAction hangs() {
        hangsUpTo = Integer.MAX_VALUE;
        return this;
    }

    /** The attempts with these numbers do not end by themselves. */
    public ScriptedAction hangsAttempt(int... numbers) {
        for (int number : numbers) {
            hanging.add(number);
        }
        return this;
    }

    @Nullable
    Object run(ActionContext ctx, Action inner, InlineWorkers workers) throws Exception {
        workers.lasts(takes);
        int attempt = ctx.attempt();
        if (attempt <= hangsUpTo || hanging.contains(attempt)) {
            workers.hangs();
            return null;
        }
        if (attempt <= failsUpTo || failing.contains(attempt)) {
            throw new ActionFailedException(INJECTED, kind, message);
        }
        Action chosen = code;
        return chosen == null ? inner.run(ctx) : chosen.run(ctx);
    }
}
