package dev.orchestration.tasks.live;

import dev.orchestration.state.Clock;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.journal.CachedOutput;
import dev.orchestration.state.journal.OutputCache;
import dev.orchestration.state.journal.Outputs;
import dev.orchestration.tasks.secret.SecretVault;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is the same for all attempts of one engine. */
record Surroundings(
        Clock clock,
        Map<String, String> marks,
        Map<String, String> environment,
        Outputs outputs,
        OutputCache cache,
        SecretVault secrets) {
    /** Large outputs stay in memory, and there are no secrets. */
    Surroundings(Clock clock, Map<String, String> marks, Map<String, String> environment) {
        this(clock, marks, environment, LargeOutput::held, OutputCache.NONE, SecretVault.empty());
    }

    /** An output that is no older than that, null for any age; null if there is none. */
    @Nullable
    CachedOutput cached(String key, @Nullable Duration ttl) {
        long oldest = ttl == null ? Long.MIN_VALUE : clock.micros() - ttl.toNanos() / 1_000;
        return cache.find(key).filter(found -> found.at() >= oldest).orElse(null);
    }
}
