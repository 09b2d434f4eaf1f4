package dev.orchestration.workflow.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation may still cost, in characters and elements looked at or made. CEL's own limits bound neither memory
 * (a list or text doubled 30 times) nor time ({@code matches} 9,000 times over a long text); this does. Confined to the
 * thread of the evaluation.
 */
final class Budget {
    /** Enough for 250 passes of {@code contains} over a 20,000 character text; used up within about 0.1 s. */
    static final long LIMIT = 5_000_000;

    /** To look at or make one element costs about as much as to look at this many characters. */
    static final int ELEMENT = 8;

    private static final ThreadLocal<@Nullable Budget> CURRENT = new ThreadLocal<>();

    private long left = LIMIT;

    private Budget() {}

    /** Begins an evaluation on this thread; {@link #end} must follow. */
    static Budget begin() {
        Budget budget = new Budget();
        CURRENT.set(budget);
        return budget;
    }

    static void end() {
        CURRENT.remove();
    }

    static Budget current() {
        Budget budget = CURRENT.get();
        if (budget == null) {
            throw new IllegalStateException("evaluated outside of an evaluation");
        }
        return budget;
    }

    void draw(long cost) {
        left -= cost;
        if (left < 0) {
            throw new Exceeded("it would look at or make more than " + LIMIT + " characters and elements");
        }
    }

    /** What comparing a value, however deep, may cost. */
    void drawDeep(@Nullable Object value) {
        draw(ELEMENT);
        if (value instanceof String text) {
            draw(text.length() / 8);
        } else if (value instanceof List<?> list) {
            list.forEach(this::drawDeep);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(this::drawDeep);
        }
    }

    /**
     * The budget is used up, or one thing alone is too large. An Error, because CEL takes an exception for the value of an operand: {@code ||} and
     * {@code exists} would swallow it and go on. It never leaves this package.
     */
    static final class Exceeded extends Error {
        private static final long serialVersionUID = 1L;

        Exceeded(String message) {
            super(message, null, false, false);
        }
    }
}
