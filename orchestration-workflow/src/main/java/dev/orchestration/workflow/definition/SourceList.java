package dev.orchestration.workflow.definition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of values. */
record SourceList(Place place, List<SourceNode> items) implements SourceNode {
    @Override
    public Object json() {
        List<@Nullable Object> values = new ArrayList<>(items.size());
        for (SourceNode item : items) {
            values.add(item.json());
        }
        return Collections.unmodifiableList(values);
    }

    @Override
    public void appendJson(StringBuilder out) {
        out.append('[');
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            items.get(i).appendJson(out);
        }
        out.append(']');
    }

    @Override
    public String described() {
        return "a list";
    }
}
