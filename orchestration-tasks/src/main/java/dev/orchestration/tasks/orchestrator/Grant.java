package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.OrchestrationException;
import org.jspecify.annotations.Nullable;

/**
 * What a ready node gets of the engine's capacity.
 *
 * @param resources null where it needs none
 * @param pace how long attempts of its action take
 * @param refusal why it starts only to fail, null if it does not
 */
record Grant(
        Verdict verdict,
        @Nullable Holding resources,
        Pace pace,
        @Nullable OrchestrationException refusal) {
    enum Verdict {
        GIVEN,
        /** It lacks resources, or would delay somebody whose start is reserved. */
        SHORT,
        /** There is no slot, for it nor for anybody who comes after it. */
        FULL
    }

    static final Grant FULL = new Grant(Verdict.FULL, null, new Pace(), null);
    static final Grant SHORT = new Grant(Verdict.SHORT, null, new Pace(), null);

    /** It may start. */
    static Grant of(@Nullable Holding resources, Pace pace) {
        return new Grant(Verdict.GIVEN, resources, pace, null);
    }

    /** It could never have what it needs, so it starts and fails. */
    static Grant refused(OrchestrationException why, Pace pace) {
        return new Grant(Verdict.GIVEN, null, pace, why);
    }
}
