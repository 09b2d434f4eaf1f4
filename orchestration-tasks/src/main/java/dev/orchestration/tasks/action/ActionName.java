package dev.orchestration.tasks.action;

/** The two parts under which an action is known, written {@code module.action}. */
public record ActionName(String module, String action) implements Comparable<ActionName> {
    @Override
    public int compareTo(ActionName other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return module + "." + action;
    }
}
