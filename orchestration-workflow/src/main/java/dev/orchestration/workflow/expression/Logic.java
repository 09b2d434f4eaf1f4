package dev.orchestration.workflow.expression;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code left && right} or {@code left || right} with CEL's meaning: one side that settles the matter hides an error of
 * the other; a side that is no Boolean is an error of the whole, unless the left side settled it.
 *
 * @param settling what a side must be for the other not to matter: false for and, true for or
 */
record Logic(boolean settling, Expression left, Expression right) implements Expression {
    /** One operand from many, as a balanced tree of the shape that CEL's parser makes. */
    static Expression balanced(boolean settling, List<Expression> operands) {
        return operands.size() == 1 ? operands.get(0) : balanced(settling, operands, 0, operands.size() - 2);
    }

    private static Expression balanced(boolean settling, List<Expression> operands, int low, int high) {
        int middle = (low + high + 1) / 2;
        Expression left = middle == low ? operands.get(middle) : balanced(settling, operands, low, middle - 1);
        Expression right = middle == high ? operands.get(middle + 1) : balanced(settling, operands, middle + 1, high);
        return new Logic(settling, left, right);
    }

    @Override
    public Object value(Scope scope) {
        ExpressionException failure = null;
        for (Expression side : List.of(left, right)) {
            Object value;
            try {
                value = side.value(scope);
            } catch (ExpressionException e) {
                failure = failure == null ? e : failure;
                continue;
            }
            if (truth(value) == settling) {
                return settling;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return !settling;
    }

    private boolean truth(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new ExpressionException((settling ? "||" : "&&") + " needs Booleans, not " + Values.kind(value));
    }

    @Override
    public Set<String> steps() {
        if (left.steps().isEmpty()) {
            return right.steps();
        }
        Set<String> both = new HashSet<>(left.steps());
        both.addAll(right.steps());
        return both;
    }

    @Override
    public ParameterType type() {
        return ParameterType.BOOL;
    }
}
