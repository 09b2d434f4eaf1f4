package dev.orchestration.workflow.definition;

import dev.orchestration.state.Json;
import dev.orchestration.state.JsonReader;
import dev.orchestration.state.OrchestrationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The text of a definition as it is recorded: what stands beside the steps and their names at once, the steps themselves one
 * after the other, so that no more than one step's tree is in memory. Nobody asks for places in it. Immutable.
 *
 * @param json canonical
 * @param digest that of {@code json}
 * @param head the definition without its steps
 * @param names of the steps, in order
 */
record RecordedText(String json, String digest, SourceMap head, Set<String> names) {
    private static final String STEPS = "steps";

    /** Empty if the text is not as a definition with steps is recorded; whether it has that digest is not looked at. */
    static Optional<RecordedText> of(String json, String digest) {
        try {
            return Optional.ofNullable(Json.read(json, in -> outline(json, digest, in)));
        } catch (OrchestrationException e) {
            return Optional.empty();
        }
    }

    private static @Nullable RecordedText outline(String json, String digest, JsonReader in) {
        Map<String, SourceMap.Entry> head = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>();
        in.next();
        if (!in.isObject()) {
            return null;
        }
        for (String key = in.nextKey(); key != null; key = in.nextKey()) {
            if (key.equals("finally")) {
                return null; // rare, and not worth another way
            }
            boolean steps = key.equals(STEPS);
            if (steps && !(in.isList() && readNames(in, names))) {
                return null;
            }
            SourceNode node = steps ? new SourceList(Place.NOWHERE, List.of()) : node(in);
            if (node == null || head.put(key, new SourceMap.Entry(Place.NOWHERE, node)) != null) {
                return null;
            }
        }
        in.requireEnd();
        return names.isEmpty() ? null : new RecordedText(json, digest, new SourceMap(Place.NOWHERE, head), names);
    }

    /** Whether every step has a name, and no two have the same. */
    private static boolean readNames(JsonReader in, Set<String> names) {
        while (in.next()) {
            String name = in.isObject() ? name(in) : null;
            if (name == null || !names.add(name)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String name(JsonReader in) {
        String name = null;
        for (String key = in.nextKey(); key != null; key = in.nextKey()) {
            if (key.equals("name") && in.isText()) {
                name = in.text();
            } else {
                in.skip();
            }
        }
        return name;
    }

    /**
     * Hands over the tree of each step.
     *
     * @return false if one has a key twice; then there are no more
     */
    boolean eachStep(Consumer<SourceMap> reader) {
        return Boolean.TRUE.equals(Json.read(json, in -> eachStep(in, reader)));
    }

    private static boolean eachStep(JsonReader in, Consumer<SourceMap> reader) {
        in.next();
        for (String key = in.nextKey(); !STEPS.equals(key); key = in.nextKey()) {
            in.skip();
        }
        while (in.next()) {
            if (!(node(in) instanceof SourceMap step)) {
                return false;
            }
            reader.accept(step);
        }
        return true;
    }

    /** The tree of the value that begins here, null if a key is there twice. Values are bounded in depth. */
    private static @Nullable SourceNode node(JsonReader in) {
        if (in.isObject()) {
            return map(in);
        }
        return in.isList() ? list(in) : new SourceScalar(Place.NOWHERE, in.value(), false);
    }

    private static @Nullable SourceNode map(JsonReader in) {
        Map<String, SourceMap.Entry> entries = new LinkedHashMap<>();
        for (String key = in.nextKey(); key != null; key = in.nextKey()) {
            SourceNode value = node(in);
            if (value == null || entries.put(key, new SourceMap.Entry(Place.NOWHERE, value)) != null) {
                return null;
            }
        }
        return new SourceMap(Place.NOWHERE, entries);
    }

    private static @Nullable SourceNode list(JsonReader in) {
        List<SourceNode> items = new ArrayList<>();
        while (in.next()) {
            SourceNode item = node(in);
            if (item == null) {
                return null;
            }
            items.add(item);
        }
        return new SourceList(Place.NOWHERE, items);
    }
}
