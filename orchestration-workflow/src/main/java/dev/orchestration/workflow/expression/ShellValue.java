package dev.orchestration.workflow.expression;

import dev.orchestration.state.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value inside text for a shell, written so that the shell takes it for nothing but that value. Its value is text. */
record ShellValue(Expression expression, ShellText.Writing writing) implements Expression {
    @Override
    public @Nullable Object value(Scope scope) {
        Object value = expression.value(scope);
        String text = value instanceof String given ? given : Json.write(value);
        return switch (writing) {
            case WORD -> "'" + text.replace("'", "'\\''") + "'";
            case SINGLE -> text.replace("'", "'\\''");
            case DOUBLE -> text.replaceAll("[\\\\\"$`]", "\\\\$0");
            case NONE -> throw new IllegalStateException("refused when it was read");
        };
    }

    @Override
    public Set<String> steps() {
        return expression.steps();
    }

    @Override
    public Set<String> secrets() {
        return expression.secrets();
    }
}
