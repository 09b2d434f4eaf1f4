package dev.orchestration.state;

import org.jspecify.annotations.Nullable;

/**
 * A write to a {@link Context} that is not yet applied.
 *
 * @param value the new value, null to remove the key
 */
public record ContextWrite(String key, @Nullable JsonValue value) {}
