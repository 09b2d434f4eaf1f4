package dev.orchestration.workflow.expression;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A text that is CEL, compiled. Evaluation is bounded by CEL's limit of iterations and by a {@link Budget}. */
record CelExpression(String text, CelRuntime.Program program, CelCompiled compiled, Map<String, ParameterType> types)
        implements Expression {
    private static final String PREFIX = "evaluation error at ";

    boolean onLoop() {
        return compiled.onLoop();
    }

    @Override
    public Set<String> steps() {
        return compiled.steps();
    }

    @Override
    public ParameterType type() {
        return compiled.type();
    }

    @Override
    public @Nullable Object value(Scope scope) {
        Budget budget = Budget.begin();
        try {
            return CelValues.toJson(program.eval(CelRoots.values(scope, types)), budget, 0);
        } catch (Budget.Exceeded e) {
            throw new ExpressionException(
                    text + ": it would cost too much; more than " + Budget.LIMIT
                            + " characters and elements to look at",
                    e);
        } catch (CelEvaluationException e) {
            throw new ExpressionException(text + ": " + explanation(e, scope), e);
        } finally {
            Budget.end();
        }
    }

    private String explanation(CelEvaluationException thrown, Scope scope) {
        for (Path path : compiled.paths()) {
            if (path.find(scope) == Path.MISSING) {
                return path.missing(scope);
            }
        }
        String message = String.valueOf(thrown.getMessage());
        int at = message.startsWith(PREFIX) ? message.indexOf(": ") + 2 : 0;
        return message.substring(at);
    }
}
