package dev.orchestration.tasks.decide;

import dev.orchestration.state.JsonValue;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.journal.CachedOutput;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.AttemptContext;
import dev.orchestration.tasks.secret.SecretVault;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a worker does for one attempt: render the parameters, run the action, check what came out. */
@FunctionalInterface
public interface AttemptWork {
    /**
     * Does it, on the worker's thread.
     *
     * @return the output: frozen JSON, or what {@link Frame#keep} gave for it; {@link Again} with that, if {@code until}
     *     does not hold; {@link Cached} with that, if it is kept to be used again
     * @throws Exception whatever the action throws, or the failure of a check
     */
    @Nullable
    Object run(Frame frame) throws Exception;

    /** What the worker offers: the context for an action, once its parameters are known. */
    interface Frame {
        ActionContext with(Map<String, Object> parameters);

        AttemptContext context();

        /** Has the store keep an output that is too large for an event. */
        LargeOutput keep(String json);

        /**
         * An output that is kept to be used again.
         *
         * @param key digest of everything that it depends on
         * @param ttl how old it may be, null for any age
         * @return null if there is none
         */
        default @Nullable CachedOutput cached(String key, @Nullable Duration ttl) {
            return null;
        }

        /** The shared context at the start of the attempt. */
        Map<String, JsonValue> snapshot();

        /** Environment variables that templates may read. */
        Map<String, String> environment();

        /** Secrets that templates may read, and what hides them in whatever leaves the attempt. */
        SecretVault secrets();
    }
}
