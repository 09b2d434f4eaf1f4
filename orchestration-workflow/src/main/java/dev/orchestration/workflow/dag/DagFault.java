package dev.orchestration.workflow.dag;

import java.util.List;

/**
 * One thing that is wrong with a graph.
 *
 * @param kind what
 * @param names {@code DUPLICATE}: the name; {@code SELF_DEPENDENCY}: the task; {@code MISSING_DEPENDENCY}: the task and
 *     the name it asks for; {@code CYCLE}: the tasks, each of which needs the next, the first repeated at the end
 */
public record DagFault(Kind kind, List<String> names) {
    /** The sorts of fault. */
    public enum Kind {
        DUPLICATE,
        MISSING_DEPENDENCY,
        SELF_DEPENDENCY,
        CYCLE
    }

    /** A cycle with more names than this is shortened in the middle of {@link #message}, never in {@link #names}. */
    private static final int NAMES_SHOWN = 40;

    public DagFault {
        names = List.copyOf(names);
    }

    /** The fault in words; a cycle as {@code a -> b -> a}. */
    public String message() {
        String first = names.get(0);
        return switch (kind) {
            case DUPLICATE -> "the name '" + first + "' is used more than once";
            case MISSING_DEPENDENCY -> "'" + first + "' depends on '" + names.get(1) + "', which does not exist";
            case SELF_DEPENDENCY -> "'" + first + "' depends on itself";
            case CYCLE -> "cycle, each needs the next: " + path();
        };
    }

    private String path() {
        if (names.size() <= NAMES_SHOWN) {
            return String.join(" -> ", names);
        }
        int half = NAMES_SHOWN / 2;
        int left = names.size() - 2 * half;
        return String.join(" -> ", names.subList(0, half)) + " -> … " + left + " more … -> "
                + String.join(" -> ", names.subList(names.size() - half, names.size()));
    }
}
