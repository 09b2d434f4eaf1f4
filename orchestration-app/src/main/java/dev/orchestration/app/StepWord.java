package dev.orchestration.app;

import dev.orchestration.state.Nearest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The step that a command line names behind the execution. */
final class StepWord {
    private static final int MOST = 20;

    private StepWord() {}

    /** @throws UsageException if none is named, or the execution has no such step */
    static String required(Arguments arguments, List<String> steps) {
        String step = optional(arguments, steps);
        if (step == null) {
            throw new UsageException("name a step, too; the execution has " + some(steps));
        }
        return step;
    }

    /**
     * As {@link #required}, or an element of the list of such a step, as {@code step[0]}, or a later time that it runs, as
     * {@code step#2}; whether there is that one only its execution can tell.
     */
    static String requiredOrElement(Arguments arguments, List<String> steps) {
        List<String> words = arguments.words();
        boolean part = words.size() > 1
                && steps.stream()
                        .anyMatch(step -> words.get(1).startsWith(step + "[")
                                || words.get(1).startsWith(step + "#"));
        return part ? words.get(1) : required(arguments, steps);
    }

    /**
     * Null if none is named.
     *
     * @throws UsageException if the execution has no such step
     */
    static @Nullable String optional(Arguments arguments, List<String> steps) {
        if (arguments.words().size() < 2) {
            return null;
        }
        return existing(arguments.words().get(1), steps);
    }

    static String existing(String step, List<String> steps) {
        if (!steps.contains(step)) {
            throw new UsageException("the execution has no step '" + step + "'" + Nearest.suggestion(step, steps)
                    + "; it has " + some(steps));
        }
        return step;
    }

    static String some(List<String> steps) {
        List<String> some = steps.subList(0, Math.min(MOST, steps.size()));
        return String.join(", ", some)
                + (some.size() < steps.size() ? " and " + (steps.size() - some.size()) + " more" : "");
    }
}
