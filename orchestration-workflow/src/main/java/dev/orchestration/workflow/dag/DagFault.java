package dev.orchestration.workflow.dag;

import dev.orchestration.state.Quoted;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that is wrong with a graph.
 *
 * @param kind what
 * @param names {@code DUPLICATE}, {@code UNKNOWN_TASK}: the name; {@code SELF_DEPENDENCY}: the task; {@code MISSING_DEPENDENCY}: the task and
 *     the name it asks for; {@code CYCLE}: the tasks, each of which needs the next, the first repeated at the end
 */
public record DagFault(Kind kind, List<String> names) {
    /** The sorts of fault. */
    public enum Kind {
        DUPLICATE,
        /** Dependencies are given for a task that does not exist. */
        UNKNOWN_TASK,
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
        String first = Quoted.of(names.get(0));
        return switch (kind) {
            case DUPLICATE -> "the name " + first + " is used more than once";
            case UNKNOWN_TASK -> "dependencies are given for " + first + ", which does not exist";
            case MISSING_DEPENDENCY -> first + " depends on " + Quoted.of(names.get(1)) + ", which does not exist";
            case SELF_DEPENDENCY -> first + " depends on itself";
            case CYCLE -> "cycle, each needs the next: " + path();
        };
    }

    private String path() {
        if (names.size() <= NAMES_SHOWN) {
            return joined(names);
        }
        int half = NAMES_SHOWN / 2;
        int left = names.size() - 2 * half;
        return joined(names.subList(0, half)) + " -> … " + left + " more … -> "
                + joined(names.subList(names.size() - half, names.size()));
    }

    private static String joined(List<String> some) {
        return some.stream().map(Quoted::plain).collect(Collectors.joining(" -> "));
    }
}
