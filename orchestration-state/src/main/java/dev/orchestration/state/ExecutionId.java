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

    /** A seed for the execution's chance, drawn from the text (FNV-1a, 64 bits): a source of ids decides both. */
    public long seed() {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < value.length(); i++) {
            hash = (hash ^ value.charAt(i)) * 0x100000001b3L;
        }
        return hash;
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
