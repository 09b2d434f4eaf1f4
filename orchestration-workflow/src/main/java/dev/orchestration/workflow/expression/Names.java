package dev.orchestration.workflow.expression;

import dev.orchestration.state.Nearest;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a text may refer to: known when a definition is validated. Immutable, so thread-safe. */
public final class Names {
    private final Set<String> steps;
    private final Map<String, ParameterType> parameters;
    private final Nearest nearestStep;
    private final Nearest nearestParameter;
    private final int longestStep;
    private final int longestParameter;
    private final boolean item;
    private final boolean end;
    private final boolean early;
    /** The step whose texts they are, which is never meant; null if that is not known. */
    private final @Nullable String own;

    /**
     * @param steps names of steps
     * @param parameterSchemas parameter name → JSON Schema of the parameter
     */
    public Names(Collection<String> steps, Map<String, Map<String, Object>> parameterSchemas) {
        this.steps = Collections.unmodifiableSet(new LinkedHashSet<>(steps));
        Map<String, ParameterType> types = new LinkedHashMap<>();
        parameterSchemas.forEach((name, schema) -> types.put(name, ParameterType.of(schema)));
        this.parameters = Collections.unmodifiableMap(types);
        this.nearestStep = new Nearest(this.steps);
        this.nearestParameter = new Nearest(this.parameters.keySet());
        this.longestStep = longest(steps);
        this.longestParameter = longest(types.keySet());
        this.item = false;
        this.end = false;
        this.early = false;
        this.own = null;
    }

    private Names(Names others, boolean item, boolean end, boolean early, @Nullable String own) {
        this.steps = others.steps;
        this.parameters = others.parameters;
        this.nearestStep = others.nearestStep;
        this.nearestParameter = others.nearestParameter;
        this.longestStep = others.longestStep;
        this.longestParameter = others.longestParameter;
        this.item = item;
        this.end = end;
        this.early = early;
        this.own = own;
    }

    /** The same in a step with {@code for_each}, where {@code item} and {@code index} are known too. */
    public Names withItem() {
        return new Names(this, true, end, early, own);
    }

    /** The same in a step of {@code finally}, where it is known, too, how the execution ends. */
    public Names atTheEnd() {
        return new Names(this, item, true, early, own);
    }

    /** The same before anything has begun: parameters are known, and the name of the workflow, and nothing else. */
    public Names beforeTheStart() {
        return new Names(this, item, end, true, own);
    }

    /** The same in a step of this name, which is suggested for no other. */
    public Names in(@Nullable String step) {
        return new Names(this, item, end, early, step);
    }

    boolean isBeforeTheStart() {
        return early;
    }

    boolean isAtTheEnd() {
        return end;
    }

    boolean hasItem() {
        return item;
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

    /** {@code ; did you mean 'fetch'?}, or nothing. */
    String nearestStep(String name) {
        return nearestStep.suggestion(name, own);
    }

    String nearestParameter(String name) {
        return nearestParameter.suggestion(name);
    }

    /** What a template may begin with: a parameter, the output of a step, a word of the language. */
    String nearestRoot(String name) {
        return nearestParameter
                .find(name)
                .or(() -> nearestStep.find(name, own).map(step -> step + ".output"))
                .map(Nearest::asked)
                .orElseGet(() -> Nearest.suggestion(name, List.of("ctx", "execution", "env")));
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
