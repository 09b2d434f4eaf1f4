package dev.orchestration.state;

/**
 * Names an activation of a node, readable as <execution>/<step>.
 *
 * @param value the text of the id, never blank
 */
public record TaskId(String value) implements Comparable<TaskId> {
    public TaskId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("an id must not be blank");
        }
    }

    @Override
    public int compareTo(TaskId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
