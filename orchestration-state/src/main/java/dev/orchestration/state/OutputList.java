package dev.orchestration.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of the items of a map, in the order of its list, some of which are kept elsewhere because they are too large to
 * stand in an event. {@link LargeOutput#valueOf} gives the list of their values. Immutable and thread-safe.
 */
public final class OutputList {
    private final @Nullable Object[] outputs;

    private OutputList(@Nullable Object[] outputs) {
        this.outputs = outputs;
    }

    /**
     * The output of a map.
     *
     * @param outputs JSON, or {@link LargeOutput}s; belong to the list from now on
     * @return a plain list where all are JSON
     */
    public static Object of(@Nullable Object[] outputs) {
        for (Object output : outputs) {
            if (output instanceof LargeOutput) {
                return new OutputList(outputs);
            }
        }
        return Collections.unmodifiableList(Arrays.asList(outputs));
    }

    /** The values; reads those that are kept elsewhere, and keeps none of them. */
    List<@Nullable Object> values() {
        List<@Nullable Object> values = new ArrayList<>(outputs.length);
        for (Object output : outputs) {
            values.add(LargeOutput.valueOf(output));
        }
        return Collections.unmodifiableList(values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OutputList list && Arrays.equals(outputs, list.outputs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(outputs);
    }

    @Override
    public String toString() {
        return Arrays.toString(outputs);
    }
}
