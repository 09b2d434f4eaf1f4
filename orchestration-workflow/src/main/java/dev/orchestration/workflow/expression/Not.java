package dev.orchestration.workflow.expression;

import java.util.Set;

/** {@code !operand}. */
record Not(Expression operand) implements Expression {
    @Override
    public Object value(Scope scope) {
        Object value = operand.value(scope);
        if (value instanceof Boolean truth) {
            return !truth;
        }
        throw new ExpressionException("! needs a Boolean, not " + Values.kind(value));
    }

    @Override
    public Set<String> steps() {
        return operand.steps();
    }

    @Override
    public ParameterType type() {
        return ParameterType.BOOL;
    }
}
