package dev.orchestration.workflow.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading an expression gave.
 *
 * @param expression null exactly when there are problems
 */
record Parsed(@Nullable Expression expression, List<String> problems) {
    static Parsed of(Expression expression) {
        return new Parsed(expression, List.of());
    }

    static Parsed problem(String problem) {
        return new Parsed(null, List.of(problem));
    }

    Expression orThrow() {
        if (expression == null) {
            throw new ExpressionException(String.join("; ", problems));
        }
        return expression;
    }
}
