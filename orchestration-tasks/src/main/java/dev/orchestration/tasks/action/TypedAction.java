package dev.orchestration.tasks.action;

import org.jspecify.annotations.Nullable;

/**
 * The work of one step whose parameters are a Java record; {@link ActionDescriptor#of(ActionName, Class)} tells how they are
 * written. Called as an {@link Action} is, so it must be thread-safe.
 *
 * @param <P> the record of the parameters
 * @param <R> the output: what {@link Action#run} may give, and records, enums, {@link java.util.Optional}, sets, durations,
 *     paths, instants, dates, URIs and UUIDs, also inside of lists, maps and records
 */
@FunctionalInterface
public interface TypedAction<P extends Record, R extends @Nullable Object> {
    /**
     * Does the work.
     *
     * @param parameters bound from JSON; where they do not fit, the attempt fails with all faults and this is not called
     * @throws Exception as in {@link Action#run}
     */
    R run(ActionContext ctx, P parameters) throws Exception;
}
