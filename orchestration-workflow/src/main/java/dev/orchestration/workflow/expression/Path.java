package dev.orchestration.workflow.expression;

import dev.orchestration.state.JsonValue;
import dev.orchestration.state.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place in a scope: a root, for a parameter, step, variable or fact its name, and parts further in. The context is flat
 * with dotted keys, so its first {@code joinable} parts are read as the longest key that exists.
 *
 * @param head the path up to the parts, as the person wrote it
 * @param name of the parameter, step, fact or variable; empty for the context and the output
 * @param parts further in: texts for maps, whole numbers for lists
 */
record Path(Root root, String head, String name, List<Object> parts, int joinable, ParameterType declared)
        implements Expression {
    enum Root {
        PARAMETERS,
        STEPS,
        CTX,
        EXECUTION,
        ENV,
        ITEM,
        INDEX,
        OUTPUT
    }

    /** What {@link #find} and {@link #descend} answer where nothing is; null is a value. */
    static final Object MISSING = new Object();

    /** Why {@code item} and {@code index} mean nothing in most steps. */
    static final String NO_ITEM = ": it is known in a step with for_each only";

    @Override
    public @Nullable Object value(Scope scope) {
        Object found = find(scope);
        if (found == MISSING) {
            throw new ExpressionException(missing(scope));
        }
        return found;
    }

    @Override
    public Set<String> steps() {
        return root == Root.STEPS ? Set.of(name) : Set.of();
    }

    @Override
    public ParameterType type() {
        return parts.isEmpty() ? declared : ParameterType.DYN;
    }

    /** The value, or {@link #MISSING}. */
    @Nullable
    Object find(Scope scope) {
        return switch (root) {
            case PARAMETERS -> Values.typed(declared, descend(get(scope.parameters(), name), parts));
            case STEPS -> descend(get(scope.outputs(), name), parts);
            case EXECUTION -> descend(get(scope.execution(), name), parts);
            case ENV -> descend(get(scope.env(), name), parts);
            case ITEM -> {
                JsonValue item = scope.item();
                yield item == null ? MISSING : descend(item.raw(), parts);
            }
            case INDEX -> scope.index() < 0 ? MISSING : (Object) (long) scope.index();
            case OUTPUT -> {
                JsonValue output = scope.output();
                yield output == null ? MISSING : descend(output.raw(), parts);
            }
            case CTX -> inContext(scope.context());
        };
    }

    private @Nullable Object inContext(Map<String, JsonValue> context) {
        int used = keyLength(context.keySet(), parts, joinable);
        if (used == 0) {
            return MISSING;
        }
        JsonValue value = context.get(key(parts, used));
        return value == null ? MISSING : descend(value.raw(), parts.subList(used, parts.size()));
    }

    /** How many of the first {@code joinable} parts make the longest key that is in {@code keys}; 0 for none. */
    static int keyLength(Set<String> keys, List<?> parts, int joinable) {
        for (int used = joinable; used > 0; used--) {
            if (keys.contains(key(parts, used))) {
                return used;
            }
        }
        return 0;
    }

    static String key(List<?> parts, int used) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < used; i++) {
            key.append(i == 0 ? "" : ".").append(parts.get(i));
        }
        return key.toString();
    }

    /** Further in by {@code parts}, or {@link #MISSING}. */
    static @Nullable Object descend(@Nullable Object from, List<?> parts) {
        Object at = from;
        for (int i = 0; i < parts.size() && at != MISSING; i++) {
            at = get(at, parts.get(i));
        }
        return at;
    }

    private static @Nullable Object get(@Nullable Object container, Object part) {
        if (container instanceof Map<?, ?> map) {
            Object value = map.get(part);
            return value != null || map.containsKey(part) ? value : MISSING;
        }
        if (container instanceof List<?> list && part instanceof Long index) {
            return index >= 0 && index < list.size() ? list.get(index.intValue()) : MISSING;
        }
        return MISSING;
    }

    /** Why {@link #find} found nothing: names the path, and the nearest one that is there. */
    String missing(Scope scope) {
        return switch (root) {
            case PARAMETERS ->
                missing(scope.parameters(), "the parameter has no value; default(" + head + ", …) stands in for one");
            case STEPS -> missing(scope.outputs(), "the step has no output yet");
            case EXECUTION ->
                missing(
                        scope.execution(),
                        name.equals("error")
                                ? "nothing failed; default(execution.error, …) stands in for it"
                                : "there is no such fact about the execution");
            case ENV -> missing(scope.env(), "the variable is not set, or not in the list of allowed ones");
            case ITEM -> {
                JsonValue item = scope.item();
                yield item == null ? head + NO_ITEM : missingBelow(item.raw(), head, parts);
            }
            case INDEX -> head + NO_ITEM;
            case OUTPUT -> {
                JsonValue output = scope.output();
                yield output == null ? head + ": there is no output here" : missingBelow(output.raw(), head, parts);
            }
            case CTX -> missingInContext(scope.context());
        };
    }

    private String missing(Map<String, ?> roots, String otherwise) {
        Object value = get(roots, name);
        if (value != MISSING) {
            return missingBelow(value, head, parts);
        }
        return head + ": " + otherwise + (root == Root.ENV ? Nearest.suggestion(name, roots.keySet()) : "");
    }

    private String missingInContext(Map<String, JsonValue> context) {
        int used = keyLength(context.keySet(), parts, joinable);
        JsonValue value = used == 0 ? null : context.get(key(parts, used));
        if (value != null) {
            String there = head + "[\"" + key(parts, used) + "\"]";
            return missingBelow(value.raw(), there, parts.subList(used, parts.size()));
        }
        String key = key(parts, joinable);
        return written(head, parts, parts.size()) + ": the context has no key \"" + key + "\""
                + Nearest.suggestion(key, context.keySet());
    }

    private static String missingBelow(@Nullable Object from, String head, List<Object> parts) {
        Object at = from;
        for (int i = 0; i < parts.size(); i++) {
            Object next = get(at, parts.get(i));
            if (next == MISSING) {
                return written(head, parts, i + 1) + ": " + written(head, parts, i) + lacks(at, parts.get(i));
            }
            at = next;
        }
        return written(head, parts, parts.size()) + " is there";
    }

    private static String lacks(@Nullable Object container, Object part) {
        if (container instanceof Map<?, ?> map) {
            List<String> keys = map.keySet().stream().map(String::valueOf).toList();
            return " has no \"" + part + "\"" + Nearest.suggestion(part.toString(), keys);
        }
        if (container instanceof List<?> list) {
            return part instanceof Long
                    ? " is a list of " + list.size()
                    : " is a list; write [0], [1], … for its elements";
        }
        return " is " + Values.kind(container) + " and has no parts";
    }

    private static String written(String head, List<Object> parts, int count) {
        StringBuilder out = new StringBuilder(head);
        for (Object part : parts.subList(0, count)) {
            if (part instanceof Long) {
                out.append('[').append(part).append(']');
            } else if (Tokens.isName(part.toString())) {
                out.append('.').append(part);
            } else {
                out.append("[\"").append(part).append("\"]");
            }
        }
        return out.toString();
    }
}
