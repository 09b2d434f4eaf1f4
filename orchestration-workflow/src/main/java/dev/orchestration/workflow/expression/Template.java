package dev.orchestration.workflow.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON whose texts may hold <code>{{…}}</code>. A text that is one whole template becomes the value itself, with its JSON
 * type; inside a longer text a value becomes text, JSON where it is none. Keys of maps are never templates. Texts without
 * <code>{{</code> are constants and cost nothing.
 *
 * <p>Inside the braces stands a path ({@code fetch.output.items[0].name}, {@code day}, {@code ctx["a.b"]},
 * {@code execution.id}, {@code env.HOME}; names of steps as they are, keys with signs in brackets), or
 * {@code default(path, otherwise)}, or CEL as in a {@link Condition}. A literal <code>{{</code> is written
 * <code>{{ "{{" }}</code>. Immutable and thread-safe.
 */
public final class Template {
    private final @Nullable Object json;
    private final @Nullable Node changing;
    private final Set<String> steps;
    private final Set<String> secrets;
    private final List<String> problems;

    private Template(@Nullable Object json, @Nullable Node changing, Reading reading) {
        this.json = json;
        this.changing = changing;
        this.steps = Set.copyOf(reading.steps);
        this.secrets = Set.copyOf(reading.secrets);
        this.problems = List.copyOf(reading.problems);
    }

    /**
     * Reads a whole JSON tree; a problem begins with the place of its text in it, as {@code items[0].url: …}.
     *
     * @param json as {@link dev.orchestration.state.Json} holds it
     */
    public static Template of(@Nullable Object json, Names names) {
        return of(json, names, Set.of());
    }

    /**
     * Reads a JSON object of which some texts are for a shell: a value inside a longer text is quoted there, as a word or
     * as the quotes around it ask; a text that is one whole template is not. A place where no quoting is safe is a problem.
     *
     * @param shell the keys of {@code json} whose texts are for a shell
     */
    public static Template of(@Nullable Object json, Names names, Set<String> shell) {
        Reading reading = new Reading(names, shell);
        Node changing = reading.node(json, "");
        return new Template(json, changing, reading);
    }

    /** What is wrong with a text for a shell besides its templates, or null. */
    public static @Nullable String shellProblem(String text) {
        return TemplateText.isSafeInShell(text) ? null : TemplateText.UNSAFE;
    }

    /** Reads one text. */
    public static Template parse(String text, Names names) {
        return of(text, names);
    }

    /** Whether it is the same in every scope. */
    public boolean constant() {
        return changing == null && problems.isEmpty();
    }

    /** The steps whose output it reads: dependencies, declared or not. */
    public Set<String> steps() {
        return steps;
    }

    /** The secrets it reads. */
    public Set<String> secrets() {
        return secrets;
    }

    /** What a text that is one whole template certainly gives, as people call it; empty where that is not known. */
    public Optional<String> type() {
        return changing instanceof TextNode whole && whole.text().type() != ParameterType.DYN
                ? Optional.of(whole.text().type().word())
                : Optional.empty();
    }

    /** What is wrong with it, for a person; empty for a template that can be rendered. */
    public List<String> problems() {
        return problems;
    }

    /**
     * The JSON with every template replaced by its value.
     *
     * @throws ExpressionException if the template has problems, a path leads to nothing (it names the path and the nearest
     *     that is there), or an expression fails or would cost too much
     */
    public @Nullable Object render(Scope scope) {
        if (!problems.isEmpty()) {
            throw new ExpressionException(String.join("; ", problems));
        }
        return changing == null ? json : changing.render(scope);
    }

    private sealed interface Node {
        @Nullable
        Object render(Scope scope);
    }

    private record TextNode(String place, Expression text) implements Node {
        @Override
        public @Nullable Object render(Scope scope) {
            try {
                return text.value(scope);
            } catch (ExpressionException e) {
                throw place.isEmpty() ? e : new ExpressionException(place + ": " + e.getMessage(), e);
            }
        }
    }

    /** @param changing the elements that are not constant, by index */
    private record ListNode(List<?> list, Map<Integer, Node> changing) implements Node {
        @Override
        public Object render(Scope scope) {
            List<@Nullable Object> copy = new ArrayList<>(list);
            changing.forEach((index, node) -> copy.set(index, node.render(scope)));
            return Collections.unmodifiableList(copy);
        }
    }

    /** @param changing the values that are not constant, by key */
    private record MapNode(Map<?, ?> map, Map<Object, Node> changing) implements Node {
        @Override
        public Object render(Scope scope) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>(map);
            changing.forEach((key, node) -> copy.put(key, node.render(scope)));
            return Collections.unmodifiableMap(copy);
        }
    }

    /** Collects what the texts of one tree give. */
    private static final class Reading {
        private final Names names;
        private final Set<String> shell;
        private final Set<String> steps = new LinkedHashSet<>();
        private final Set<String> secrets = new LinkedHashSet<>();
        private final List<String> problems = new ArrayList<>();

        Reading(Names names, Set<String> shell) {
            this.names = names;
            this.shell = shell;
        }

        /** Null: constant. */
        @Nullable
        Node node(@Nullable Object value, String place) {
            if (value instanceof String text) {
                return text.contains("{{") ? text(text, place) : null;
            }
            if (value instanceof Map<?, ?> map) {
                Map<Object, Node> changing = new LinkedHashMap<>();
                map.forEach((key, inner) -> {
                    Node node = node(inner, place.isEmpty() ? key.toString() : place + "." + key);
                    if (node != null) {
                        changing.put(key, node);
                    }
                });
                return changing.isEmpty() ? null : new MapNode(map, changing);
            }
            return value instanceof List<?> list ? list(list, place) : null;
        }

        private @Nullable Node list(List<?> list, String place) {
            Map<Integer, Node> changing = new LinkedHashMap<>();
            for (int i = 0; i < list.size(); i++) {
                Node node = node(list.get(i), place + "[" + i + "]");
                if (node != null) {
                    changing.put(i, node);
                }
            }
            return changing.isEmpty() ? null : new ListNode(list, changing);
        }

        private @Nullable Node text(String text, String place) {
            Parsed parsed =
                    shell.contains(place) ? TemplateText.readShell(text, names) : TemplateText.read(text, names);
            Expression expression = parsed.expression();
            if (expression == null) {
                parsed.problems().forEach(problem -> problems.add(place.isEmpty() ? problem : place + ": " + problem));
                return null;
            }
            steps.addAll(expression.steps());
            secrets.addAll(expression.secrets());
            return new TextNode(place, expression);
        }
    }
}
