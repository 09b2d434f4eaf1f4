package dev.orchestration.workflow.expression;

import dev.orchestration.workflow.expression.Comparison.Operator;
import dev.orchestration.workflow.expression.Tokens.Kind;
import dev.orchestration.workflow.expression.Tokens.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the conditions that most workflows have (a path, a path compared with a literal, and such joined by
 * {@code && || !}) so that CEL need not be loaded for them. It reads only what CEL would accept and evaluate in the same
 * way; for anything else, a type error included, it answers null, and CEL has the word.
 */
final class SimpleReader {
    /** CEL takes no longer text, so neither do we. */
    static final int LONGEST = 8_192;

    private static final int DEEPEST = 16;

    private final PathReader words;
    private int depth;

    private SimpleReader(List<Token> tokens, Names names) {
        this.words = new PathReader(tokens, names);
    }

    static @Nullable Parsed read(String text, Names names) {
        List<Token> tokens = text.length() > LONGEST ? null : Tokens.of(text);
        if (tokens == null) {
            return null;
        }
        SimpleReader reader = new SimpleReader(tokens, names);
        Expression expression = reader.any();
        if (expression == null || reader.words.token().kind() != Kind.END) {
            return null;
        }
        List<String> problems = reader.words.problems();
        return problems.isEmpty() ? Parsed.of(expression) : new Parsed(null, List.copyOf(problems));
    }

    private @Nullable Expression any() {
        return joined(true);
    }

    /** Operands joined by {@code ||}, or one level further in by {@code &&}. */
    private @Nullable Expression joined(boolean or) {
        List<Expression> operands = new ArrayList<>();
        do {
            Expression operand = or ? joined(false) : comparison();
            if (operand == null) {
                return null;
            }
            operands.add(operand);
        } while (words.take(or ? "||" : "&&"));
        boolean truths = operands.size() == 1 || operands.stream().allMatch(SimpleReader::maybeTruth);
        return truths ? Logic.balanced(or, operands) : null;
    }

    private @Nullable Expression comparison() {
        Expression left = operand();
        Operator operator = left == null ? null : operator();
        if (left == null || operator == null) {
            return left;
        }
        words.take();
        Expression right = operand();
        return right != null && comparable(operator, left, right) ? new Comparison(operator, left, right) : null;
    }

    private @Nullable Operator operator() {
        for (Operator operator : Operator.values()) {
            if (words.token().is(operator.symbol())) {
                return operator;
            }
        }
        return null;
    }

    private @Nullable Expression operand() {
        if (++depth > DEEPEST) {
            return null;
        }
        Expression operand;
        if (words.take("!")) {
            Expression inner = operand();
            operand = inner != null && maybeTruth(inner) ? new Not(inner) : null;
        } else if (words.take("(")) {
            Expression inner = any();
            operand = words.take(")") ? inner : null;
        } else {
            Literal literal = literal();
            operand = literal == null ? words.rooted() : literal;
        }
        depth--;
        return operand;
    }

    private @Nullable Literal literal() {
        Token token = words.token();
        if (token.is("-")) {
            words.take();
            Object number = words.token().kind() == Kind.NUMBER ? words.take().value() : null;
            if (number instanceof Long whole) {
                return new Literal(-whole);
            }
            return number instanceof Double fraction ? new Literal(-fraction) : null;
        }
        if (token.kind() == Kind.NUMBER || token.kind() == Kind.TEXT) {
            return new Literal(words.take().value());
        }
        Literal word = token.kind() == Kind.NAME ? word(token.text()) : null;
        if (word != null) {
            words.take();
        }
        return word;
    }

    private static @Nullable Literal word(String text) {
        return switch (text) {
            case "true" -> new Literal(true);
            case "false" -> new Literal(false);
            case "null" -> new Literal(null);
            default -> null;
        };
    }

    private static boolean maybeTruth(Expression operand) {
        return operand.type() == ParameterType.BOOL || (operand.type() == ParameterType.DYN && operand instanceof Path);
    }

    private static boolean comparable(Operator operator, Expression left, Expression right) {
        Path path = left instanceof Path p ? p : right instanceof Path p ? p : null;
        Literal literal = left instanceof Literal l ? l : right instanceof Literal l ? l : null;
        if (path == null || literal == null) {
            return false;
        }
        if (path.type() == ParameterType.DYN) {
            return literal.raw() != null || !operator.ordering();
        }
        return path.type() == literal.type();
    }
}
