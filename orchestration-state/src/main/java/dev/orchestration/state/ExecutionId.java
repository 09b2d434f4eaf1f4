package dev.orchestration.state;

/**
 * Names one run of a definition.
 *
 * @param value the text of the id, never blank
 */
public record ExecutionId(String value) implements Comparable<ExecutionId> {
    public ExecutionId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("an id must not be blank");
        }
    }

    @Override
    public int compareTo(ExecutionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
