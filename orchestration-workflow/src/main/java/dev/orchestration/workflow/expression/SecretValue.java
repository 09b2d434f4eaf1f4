package dev.orchestration.workflow.expression;

import dev.orchestration.state.OrchestrationException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code secret.NAME}, alone between its braces. An expression cannot read secrets: what it computes from one, even only its
 * length, could not be hidden.
 *
 * @param secret its name
 */
record SecretValue(String secret) implements Expression {
    private static final Pattern WRITTEN = Pattern.compile("secret\\s*\\.\\s*([A-Za-z_][A-Za-z0-9_]{0,99})");

    /** What is meant as a secret, wherever it stands in an expression. */
    private static final Pattern INSIDE = Pattern.compile("(?<![\\w.\"'])secret\\s*[.\\[]");

    /** Null if {@code text} names no secret. */
    static @Nullable Parsed read(String text) {
        Matcher written = WRITTEN.matcher(text);
        return written.matches() ? Parsed.of(new SecretValue(written.group(1))) : null;
    }

    /** The same, with a better reason where it could not be read because it names a secret. */
    static Parsed explained(Parsed parsed, String text) {
        boolean meant = parsed.expression() == null && INSIDE.matcher(text).find();
        return meant
                ? Parsed.problem(
                        text + ": a secret stands alone between braces, as {{secret.NAME}} with letters, digits"
                                + " and _; what is computed from one could not be hidden")
                : parsed;
    }

    @Override
    public Object value(Scope scope) {
        try {
            return scope.secrets().apply(secret);
        } catch (OrchestrationException e) {
            throw new ExpressionException("secret." + secret + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Set<String> secrets() {
        return Set.of(secret);
    }

    @Override
    public ParameterType type() {
        return ParameterType.STRING;
    }
}
