package dev.orchestration.state;

/**
 * Names a resource.
 *
 * @param value the text of the id, never blank
 */
public record ResourceId(String value) implements Comparable<ResourceId> {
    public ResourceId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("an id must not be blank");
        }
    }

    @Override
    public int compareTo(ResourceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
