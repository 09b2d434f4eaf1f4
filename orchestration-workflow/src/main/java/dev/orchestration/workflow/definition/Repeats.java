package dev.orchestration.workflow.definition;

import dev.orchestration.tasks.Repetition;
import org.jspecify.annotations.Nullable;

/**
 * How often a step runs, as its definition says.
 *
 * @param items of {@code for_each}: a list whose texts may hold templates, or one template that gives a list; null for none
 * @param until the condition after which it runs no more, null for none
 * @param repetition what the kernel knows of both, null where there is neither
 */
public record Repeats(
        @Nullable Object items,
        @Nullable String until,
        @Nullable Repetition repetition) {
    /** Once. */
    public static final Repeats ONCE = new Repeats(null, null, null);
}
