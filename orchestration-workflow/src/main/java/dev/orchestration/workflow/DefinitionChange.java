package dev.orchestration.workflow;

import dev.orchestration.state.Json;
import dev.orchestration.state.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In what two definitions differ, in few words: keys and steps, without their values. */
final class DefinitionChange {
    private static final int MOST = 5;

    private DefinitionChange() {}

    /** Both in canonical JSON; what is said is of the second, seen from the first. */
    static String between(String before, String after) {
        Map<?, ?> old = map(Json.read(before));
        Map<?, ?> now = map(Json.read(after));
        List<String> told = new ArrayList<>();
        for (String key : keys(old, now)) {
            if (key.equals("steps") || key.equals("finally")) {
                steps(steps(old.get(key)), steps(now.get(key)), told);
            } else if (!Objects.equals(old.get(key), now.get(key))) {
                told.add(Quoted.of(key) + word(old.get(key), now.get(key)));
            }
        }
        int more = told.size() - MOST;
        return told.isEmpty()
                ? "the order of the steps"
                : String.join(", ", told.subList(0, Math.min(MOST, told.size())))
                        + (more > 0 ? " and " + more + " more" : "");
    }

    private static void steps(Map<String, Map<?, ?>> old, Map<String, Map<?, ?>> now, List<String> told) {
        for (String name : keys(old, now)) {
            Map<?, ?> before = old.get(name);
            Map<?, ?> after = now.get(name);
            if (before == null || after == null) {
                told.add("step " + Quoted.of(name) + word(before, after));
            } else if (!before.equals(after)) {
                List<String> keys = keys(before, after).stream()
                        .filter(key -> !Objects.equals(before.get(key), after.get(key)))
                        .toList();
                told.add("step " + Quoted.of(name) + " has other " + String.join(", ", keys));
            }
        }
    }

    private static String word(@Nullable Object before, @Nullable Object after) {
        return before == null ? " is new" : after == null ? " is gone" : " is another";
    }

    private static Set<String> keys(Map<?, ?> a, Map<?, ?> b) {
        Set<String> keys = new LinkedHashSet<>();
        a.keySet().forEach(key -> keys.add(String.valueOf(key)));
        b.keySet().forEach(key -> keys.add(String.valueOf(key)));
        return keys;
    }

    private static Map<String, Map<?, ?>> steps(@Nullable Object list) {
        Map<String, Map<?, ?>> steps = new LinkedHashMap<>();
        for (Object step : list instanceof List<?> all ? all : List.of()) {
            steps.put(String.valueOf(map(step).get("name")), map(step));
        }
        return steps;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
