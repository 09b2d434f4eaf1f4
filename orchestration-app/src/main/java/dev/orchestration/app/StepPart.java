package dev.orchestration.app;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a command line names behind the execution: a step, one element of it, one pass, or both: {@code step}, {@code step[1]},
 * {@code step#2}, {@code step[1]#2}.
 *
 * @param item null for all
 * @param pass from 1, null for the last
 */
record StepPart(
        String step, @Nullable Integer item, @Nullable Integer pass) {
    private static final Pattern PART = Pattern.compile("(.+?)(?:\\[(\\d{1,9})])?(?:#(\\d{1,9}))?");

    /**
     * Null if none is named. A step that is called like a part goes before the part.
     *
     * @throws UsageException if the execution has no such step
     */
    static @Nullable StepPart optional(Arguments arguments, List<String> steps) {
        if (arguments.words().size() < 2) {
            return null;
        }
        String word = arguments.words().get(1);
        Matcher part = PART.matcher(word);
        if (!steps.contains(word) && part.matches()) {
            String step = StepWord.existing(part.group(1), steps);
            return new StepPart(step, number(part.group(2)), number(part.group(3)));
        }
        return new StepPart(StepWord.existing(word, steps), null, null);
    }

    private static @Nullable Integer number(@Nullable String digits) {
        return digits == null ? null : Integer.valueOf(digits);
    }

    boolean holds(StepLog log) {
        return log.step().equals(step)
                && (item == null || item == log.activation().item())
                && (pass == null || pass == log.activation().n());
    }

    @Override
    public String toString() {
        return step + (item == null ? "" : "[" + item + "]") + (pass == null ? "" : "#" + pass);
    }
}
