package dev.orchestration.workflow.definition;

import dev.orchestration.tasks.OnConflict;
import org.jspecify.annotations.Nullable;

/**
 * How many executions of a workflow may be under way at once. Immutable.
 *
 * @param key a text that may hold templates over parameters: those of which it gives the same count together; null: all of
 *     the workflow do
 * @param limit at least 1
 * @param onConflict what becomes of one too many
 */
public record Concurrency(@Nullable String key, int limit, OnConflict onConflict) {}
