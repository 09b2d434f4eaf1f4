package dev.orchestration.workflow.expression;

import java.util.List;

/**
 * One thing in which a value differs from its JSON Schema.
 *
 * @param path the part that is wrong, from the outside in: texts for keys, {@link Integer}s for indices; empty for the
 *     whole
 * @param message what is wrong with that part
 */
public record SchemaFault(List<Object> path, String message) {
    public SchemaFault {
        path = List.copyOf(path);
    }

    /** The part as a JSON Pointer (RFC 6901). */
    public String pointer() {
        StringBuilder pointer = new StringBuilder();
        for (Object element : path) {
            pointer.append('/').append(element.toString().replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    /** {@code items[0].url: is required}. */
    @Override
    public String toString() {
        StringBuilder place = new StringBuilder();
        for (Object element : path) {
            if (element instanceof Integer) {
                place.append('[').append(element).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(element);
            }
        }
        return (place.isEmpty() ? "" : place + ": ") + message;
    }
}
