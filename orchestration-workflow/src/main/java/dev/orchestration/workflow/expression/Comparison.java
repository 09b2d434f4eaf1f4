package dev.orchestration.workflow.expression;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A path compared with a literal; {@code left} and {@code right} in the order they were written. */
record Comparison(Operator operator, Expression left, Expression right) implements Expression {
    enum Operator {
        EQUAL("=="),
        NOT_EQUAL("!="),
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        String symbol() {
            return symbol;
        }

        boolean ordering() {
            return this != EQUAL && this != NOT_EQUAL;
        }

        boolean holds(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case NOT_EQUAL -> order != 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case MORE -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }
    }

    @Override
    public Object value(Scope scope) {
        Object a = Values.plain(left.value(scope));
        Object b = Values.plain(right.value(scope));
        if (!operator.ordering()) {
            return Values.equal(a, b) == (operator == Operator.EQUAL);
        }
        requireDeclared(left, a);
        requireDeclared(right, b);
        Integer order = Values.order(a, b);
        if (order == null) {
            throw new ExpressionException(
                    Values.kind(a) + " " + operator.symbol() + " " + Values.kind(b) + " cannot be compared");
        }
        return operator.holds(order);
    }

    /** CEL chose its comparison by the declared type, so it fails on a value that is not of that type; so do we. */
    private static void requireDeclared(Expression side, @Nullable Object value) {
        if (side.type() == ParameterType.INT && !(value instanceof Long)) {
            throw new ExpressionException(side + " is " + Values.kind(value) + ", not an integer");
        }
    }

    @Override
    public Set<String> steps() {
        return left.steps().isEmpty() ? right.steps() : left.steps();
    }

    @Override
    public ParameterType type() {
        return ParameterType.BOOL;
    }
}
