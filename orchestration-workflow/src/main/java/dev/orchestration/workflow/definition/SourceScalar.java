package dev.orchestration.workflow.definition;

import dev.orchestration.state.Json;
import dev.orchestration.state.Quoted;
import org.jspecify.annotations.Nullable;

/**
 * Text, number, boolean or null.
 *
 * @param broken whether the text could not be read as a value; the fault is told already, so nothing else is said of it
 */
record SourceScalar(Place place, @Nullable Object json, boolean broken) implements SourceNode {
    @Override
    public void appendJson(StringBuilder out) {
        Json.append(out, json);
    }

    @Override
    public String described() {
        if (json == null) {
            return "empty";
        }
        return (json instanceof String ? "the text " : json instanceof Number ? "the number " : "")
                + Quoted.of(json.toString());
    }
}
