package dev.orchestration.workflow.expression;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code default(path, otherwise)}: the value of the path, a null too, or {@code otherwise} where it leads to nothing. */
record DefaultValue(Path path, Expression otherwise) implements Expression {
    @Override
    public @Nullable Object value(Scope scope) {
        Object found = path.find(scope);
        return found == Path.MISSING ? otherwise.value(scope) : found;
    }

    @Override
    public Set<String> steps() {
        Set<String> both = new HashSet<>(path.steps());
        both.addAll(otherwise.steps());
        return both;
    }
}
