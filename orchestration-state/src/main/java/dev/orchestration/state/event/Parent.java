package dev.orchestration.state.event;

import dev.orchestration.state.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * For whom an execution was begun: the step of another execution that waits for its end. Immutable.
 *
 * @param execution the one whose step it is
 * @param activation of that step
 * @param step how people call that activation
 * @param depth how many executions stand above, at least 1
 */
public record Parent(String execution, Activation activation, String step, int depth) {
    /** Its form in JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("execution", execution);
        map.put("step", step);
        map.put("node", activation.node());
        Json.putNullable(map, "item", activation.item() == Activation.NO_ITEM ? null : activation.item());
        map.put("n", activation.n());
        map.put("depth", depth);
        return map;
    }

    /** Reads what {@link #toMap()} wrote; null for what is none. */
    public static @Nullable Parent fromMap(@Nullable Object raw) {
        if (!(raw instanceof Map<?, ?> map)) {
            return null;
        }
        Activation activation = new Activation(
                number(map.get("node"), 0), number(map.get("item"), Activation.NO_ITEM), number(map.get("n"), 1));
        return new Parent(
                Objects.toString(map.get("execution"), ""),
                activation,
                Objects.toString(map.get("step"), ""),
                number(map.get("depth"), 1));
    }

    private static int number(@Nullable Object raw, int otherwise) {
        return raw instanceof Number number ? Math.toIntExact(number.longValue()) : otherwise;
    }
}
