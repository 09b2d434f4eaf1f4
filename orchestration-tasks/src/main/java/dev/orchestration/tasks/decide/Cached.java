package dev.orchestration.tasks.decide;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the work of a node gives whose output is kept to be used again, or was.
 *
 * @param output frozen JSON, or what {@link AttemptWork.Frame#keep} gave for it
 * @param key digest of everything that the output depends on
 * @param origin the execution whose output it is; null if the work gave it itself, and it is to be kept
 * @param ttl for how long it is of use, null for ever
 */
public record Cached(
        @Nullable Object output,
        String key,
        @Nullable String origin,
        @Nullable Duration ttl) {}
