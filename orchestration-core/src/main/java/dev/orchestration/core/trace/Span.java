package dev.orchestration.core.trace;

import dev.orchestration.state.TraceContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done, and has ended: an execution, an attempt of a step, a wait of a step. Immutable.
 *
 * @param context which span of which trace it is: the same that processes and services were given
 * @param parent the id of the span above it, 16 hexadecimal digits; null where it is the first of its trace
 * @param name the workflow, or the step as people call it
 * @param start microseconds since 1970
 * @param end microseconds since 1970
 * @param attributes texts and whole numbers ({@code Long}), sorted by name
 * @param failure why it did not succeed, null if it did
 */
public record Span(
        TraceContext context,
        @Nullable String parent,
        String name,
        long start,
        long end,
        Map<String, Object> attributes,
        @Nullable String failure) {}
