package dev.orchestration.workflow.definition;

import org.jspecify.annotations.Nullable;

/** A value of the text with its place. Immutable once read; never deeper than {@link SourceReader} allows. */
sealed interface SourceNode permits SourceMap, SourceList, SourceScalar {
    Place place();

    /** The value in the types of {@link dev.orchestration.state.Json}, immutable. */
    @Nullable
    Object json();

    /** Appends the value as compact JSON, keys in the order of the text. */
    void appendJson(StringBuilder out);

    /** Whether the value could not be read, which is told already. */
    default boolean broken() {
        return false;
    }

    /** What it is, for a message: {@code a list}, {@code the text 'x'}. */
    String described();
}
