package dev.orchestration.tasks;

/**
 * Names one plain task.
 *
 * @param value never blank, at most {@link #MAX_LENGTH} characters, no control characters
 */
public record TaskId(String value) implements Comparable<TaskId> {
    /** Longer texts are no names. */
    public static final int MAX_LENGTH = 200;

    /** @throws IllegalArgumentException saying what is wrong with {@code value} */
    public TaskId {
        checkName("the id of a task", value);
    }

    static void checkName(String what, String value) {
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    what + " must not be blank and have at most " + MAX_LENGTH + " characters, not '" + value + "'");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " must not hold control characters");
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
