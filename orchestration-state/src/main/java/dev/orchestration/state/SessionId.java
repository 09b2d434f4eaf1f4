package dev.orchestration.state;

/**
 * Names a session, within which executions share limits and a context.
 *
 * @param value the text of the id, never blank
 */
public record SessionId(String value) implements Comparable<SessionId> {
    public SessionId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("an id must not be blank");
        }
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
