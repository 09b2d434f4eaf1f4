package dev.orchestration.workflow.expression;

/** Arithmetic of a whole number with another, which CEL lacks; the result is what it would be of two doubles. */
enum Mixed {
    PLUS("_+_"),
    MINUS("_-_"),
    TIMES("_*_"),
    BY("_/_");

    private final String function;

    Mixed(String function) {
        this.function = function;
    }

    /** CEL's name of the operator. */
    String function() {
        return function;
    }

    double of(double left, double right) {
        return switch (this) {
            case PLUS -> left + right;
            case MINUS -> left - right;
            case TIMES -> left * right;
            case BY -> left / right;
        };
    }
}
