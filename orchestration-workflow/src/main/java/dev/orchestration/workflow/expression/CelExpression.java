package dev.orchestration.workflow.expression;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import java.util.Map;
import java.util.Optional;
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
            Object result = program.eval(CelRoots.values(scope, types));
            if (result instanceof CelUnknownSet) {
                throw new ExpressionException(text + ": " + missingPath(scope).orElse("a variable has no value"));
            }
            return CelValues.toJson(result, budget, 0);
        } catch (Budget.Exceeded e) {
            throw new ExpressionException(text + ": too much to evaluate: " + e.getMessage(), e);
        } catch (CelEvaluationException e) {
            throw new ExpressionException(text + ": " + explanation(e, scope), e);
        } finally {
            Budget.end();
        }
    }

    private String explanation(CelEvaluationException thrown, Scope scope) {
        return missingPath(scope).orElseGet(() -> reason(thrown));
    }

    /** What a function of ours says goes before what CEL says around it. */
    private static String reason(CelEvaluationException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ExpressionException ours) {
                return String.valueOf(ours.getMessage());
            }
        }
        String message = String.valueOf(thrown.getMessage());
        int at = message.startsWith(PREFIX) ? message.indexOf(": ") + 2 : 0;
        return message.substring(at);
    }

    private Optional<String> missingPath(Scope scope) {
        return compiled.paths().stream()
                .filter(path -> path.find(scope) == Path.MISSING)
                .map(path -> path.missing(scope))
                .findFirst();
    }
}
