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
 * @param item the element that an item of a {@code for_each} is for; null elsewhere
 * @param index the place of that element, from 0; negative elsewhere
 * @param output what the action just returned, for a success condition and for {@code sets}; null where there is none
 * @param secrets gives the value of a secret by its name, or throws; on a worker only
 */
public record Scope(
        Map<String, Object> parameters,
        Map<String, Object> outputs,
        Map<String, JsonValue> context,
        Map<String, Object> execution,
        Map<String, String> env,
        @Nullable JsonValue item,
        int index,
        @Nullable JsonValue output,
        UnaryOperator<String> secrets) {
    /** Of a step that is no {@code for_each}, without secrets. */
    public Scope(
            Map<String, Object> parameters,
            Map<String, Object> outputs,
            Map<String, JsonValue> context,
            Map<String, Object> execution,
            Map<String, String> env,
            @Nullable JsonValue output) {
        this(parameters, outputs, context, execution, env, null, -1, output, Scope::refused);
    }

    private static String refused(String name) {
        throw new ExpressionException("a secret is for what runs on a worker; it cannot be used here");
    }

    /** The same with other outputs. */
    public Scope withOutputs(Map<String, Object> others) {
        return new Scope(parameters, others, context, execution, env, item, index, output, secrets);
    }

    /** The same for one element of a list. */
    public Scope withItem(JsonValue element, int place) {
        return new Scope(parameters, outputs, context, execution, env, element, place, output, secrets);
    }

    /** The same on a worker, where secrets may be used. */
    public Scope withSecrets(UnaryOperator<String> given) {
        return new Scope(parameters, outputs, context, execution, env, item, index, output, given);
    }

    /** The same in an attempt: with its environment, its context, and what it has given so far. */
    public Scope inAttempt(
            Map<String, String> environment, Map<String, JsonValue> contextNow, @Nullable JsonValue outputNow) {
        return new Scope(parameters, outputs, contextNow, execution, environment, item, index, outputNow, secrets);
    }
}
