package dev.orchestration.workflow.expression;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something with a value in a scope. Implementations are immutable and thread-safe. */
interface Expression {
    /**
     * The value as JSON.
     *
     * @throws ExpressionException if it has none
     */
    @Nullable
    Object value(Scope scope);

    /** Names of the steps whose output it reads. */
    default Set<String> steps() {
        return Set.of();
    }

    /** Names of the secrets it reads. */
    default Set<String> secrets() {
        return Set.of();
    }

    /** What is known of the value before there is one. */
    default ParameterType type() {
        return ParameterType.DYN;
    }
}
