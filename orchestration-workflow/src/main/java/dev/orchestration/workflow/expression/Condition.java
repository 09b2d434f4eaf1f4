package dev.orchestration.workflow.expression;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A condition: CEL that gives a Boolean and sees {@code parameters}, {@code steps["name"].output}, {@code ctx},
 * {@code execution}, {@code env} and {@code output}. Paths, comparisons of a path with a literal, and such joined by
 * {@code && || !} are evaluated here with CEL's meaning; CEL is loaded for the first text that is more than that.
 * Evaluation is bounded in time and memory. Immutable and thread-safe.
 */
public final class Condition {
    private final String text;
    private final @Nullable Expression expression;
    private final List<String> problems;

    private Condition(String text, @Nullable Expression expression, List<String> problems) {
        this.text = text;
        this.expression = expression;
        this.problems = problems;
    }

    /** Reads and checks {@code text}; what is wrong with it is in {@link #problems()}. */
    public static Condition parse(String text, Names names) {
        if (text.contains("{{")) {
            return new Condition(text, null, List.of("a condition is written without {{ }}: " + text));
        }
        Parsed simple = SimpleReader.read(text, names);
        Parsed parsed = SecretValue.explained(simple != null ? simple : Cel.compile(text, names), text);
        Expression expression = parsed.expression();
        if (expression == null) {
            return new Condition(text, null, parsed.problems());
        }
        ParameterType type = expression.type();
        boolean maybe = type == ParameterType.BOOL || (type == ParameterType.DYN && !(expression instanceof Literal));
        return maybe
                ? new Condition(text, expression, List.of())
                : new Condition(text, null, List.of("a condition must be true or false, this is " + word(type)));
    }

    private static String word(ParameterType type) {
        return type == ParameterType.DYN ? "neither" : "of type " + type.word();
    }

    /** The steps whose output it reads: dependencies, declared or not. */
    public Set<String> steps() {
        return expression == null ? Set.of() : Set.copyOf(expression.steps());
    }

    /** What is wrong with it, for a person; empty for a condition that can be tested. */
    public List<String> problems() {
        return problems;
    }

    /** Whether it is cheap enough for the loop thread: it has no comprehension and no {@code matches}. */
    public boolean onLoop() {
        return !(expression instanceof CelExpression cel) || cel.onLoop();
    }

    /**
     * The verdict.
     *
     * @throws ExpressionException if the condition has problems, a path is not there, types do not fit, the result is no
     *     Boolean, or the evaluation would cost too much
     */
    public boolean test(Scope scope) {
        Object value = new Parsed(expression, problems).orThrow().value(scope);
        if (value instanceof Boolean verdict) {
            return verdict;
        }
        throw new ExpressionException("the condition gives " + Values.kind(value) + ", not a Boolean: " + text);
    }

    @Override
    public String toString() {
        return text;
    }
}
