package dev.orchestration.workflow.definition;

import java.util.Map;
import java.util.Set;

/** Judges the templates and conditions of one definition. Used by the thread that reads the definition. */
public interface ExpressionChecker {
    /** Judges a text that may hold <code>{{…}}</code>. Called only for texts with <code>{{</code> in them. */
    ExpressionFindings template(String text);

    /** Judges a condition ({@code run_if}, {@code success.expression}). */
    ExpressionFindings condition(String text);

    /** Makes the checker of a definition; must be thread-safe. */
    @FunctionalInterface
    interface Factory {
        /**
         * A checker for these names.
         *
         * @param steps the names of all steps, also of faulty ones
         * @param parameters name → JSON Schema of each parameter of the workflow; {@code {}} where it is faulty
         */
        ExpressionChecker create(Set<String> steps, Map<String, Map<String, Object>> parameters);
    }
}
