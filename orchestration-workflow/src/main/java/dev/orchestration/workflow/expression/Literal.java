package dev.orchestration.workflow.expression;

import org.jspecify.annotations.Nullable;

/** A value written down: null, Boolean, Long, Double or text. */
record Literal(@Nullable Object raw) implements Expression {
    @Override
    public @Nullable Object value(Scope scope) {
        return raw;
    }

    @Override
    public ParameterType type() {
        if (raw instanceof Boolean) {
            return ParameterType.BOOL;
        }
        if (raw instanceof Long) {
            return ParameterType.INT;
        }
        return raw instanceof String ? ParameterType.STRING : ParameterType.DYN;
    }
}
