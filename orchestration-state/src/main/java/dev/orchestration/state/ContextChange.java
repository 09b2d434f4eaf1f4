package dev.orchestration.state;

import org.jspecify.annotations.Nullable;

/**
 * One change of a {@link Context}.
 *
 * @param before the value before, null if the key was not there
 * @param after the value after, null if the key was removed
 * @param who who wrote: a step, a session, a person
 * @param at microseconds since 1970
 * @param version the context's version after this change, from 1
 * @param attempt the attempt that wrote, as {@code step#n/attempt}, null if none did
 */
public record ContextChange(
        String key,
        @Nullable JsonValue before,
        @Nullable JsonValue after,
        String who,
        long at,
        long version,
        @Nullable String attempt) {}
