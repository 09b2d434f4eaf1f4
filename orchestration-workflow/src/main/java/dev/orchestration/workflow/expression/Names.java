package dev.orchestration.workflow.expression;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a text may refer to: known when a definition is validated. Immutable, so thread-safe. */
public final class Names {
    private final Set<String> steps;
    private final Map<String, ParameterType> parameters;
    private final int longestStep;
    private final int longestParameter;

    /**
     * @param steps names of steps
     * @param parameterSchemas parameter name → JSON Schema of the parameter
     */
    public Names(Collection<String> steps, Map<String, Map<String, Object>> parameterSchemas) {
        this.steps = Collections.unmodifiableSet(new LinkedHashSet<>(steps));
        Map<String, ParameterType> types = new LinkedHashMap<>();
        parameterSchemas.forEach((name, schema) -> types.put(name, ParameterType.of(schema)));
        this.parameters = Collections.unmodifiableMap(types);
        this.longestStep = longest(steps);
        this.longestParameter = longest(types.keySet());
    }

    private static int longest(Collection<String> names) {
        return names.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Length of the longest name of a step; a path needs no look further in for one. */
    int longestStep() {
        return longestStep;
    }

    /** Length of the longest name of a parameter. */
    int longestParameter() {
        return longestParameter;
    }

    boolean hasStep(String name) {
        return steps.contains(name);
    }

    Set<String> steps() {
        return steps;
    }

    /** Null: there is no such parameter. */
    @Nullable
    ParameterType parameter(String name) {
        return parameters.get(name);
    }

    Map<String, ParameterType> parameters() {
        return parameters;
    }
}
