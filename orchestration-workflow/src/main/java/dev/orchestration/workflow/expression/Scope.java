package dev.orchestration.workflow.expression;

import dev.orchestration.state.JsonValue;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The values at run time. The maps are read while something is evaluated and never copied, so they must not change
 * meanwhile; frozen ones and snapshots do not.
 *
 * @param parameters parameter name → value, defaults filled in
 * @param outputs step name → output, which is null for a skipped step; a step without an output yet is absent
 * @param context a snapshot of the shared context: flat, with dotted keys
 * @param execution {@code id}, {@code workflow}, {@code directory}, {@code started_at}
 * @param env the environment variables that may be seen, no others
 * @param output what the action just returned, for a success condition and for {@code sets}; null where there is none
 * @param secrets gives the value of a secret by its name, or throws; on a worker only
 */
public record Scope(
        Map<String, Object> parameters,
        Map<String, Object> outputs,
        Map<String, JsonValue> context,
        Map<String, Object> execution,
        Map<String, String> env,
        @Nullable JsonValue output,
        UnaryOperator<String> secrets) {
    /** One without secrets. */
    public Scope(
            Map<String, Object> parameters,
            Map<String, Object> outputs,
            Map<String, JsonValue> context,
            Map<String, Object> execution,
            Map<String, String> env,
            @Nullable JsonValue output) {
        this(parameters, outputs, context, execution, env, output, Scope::refused);
    }

    private static String refused(String name) {
        throw new ExpressionException("a secret is for what runs on a worker; it cannot be used here");
    }
}
