package dev.orchestration.workflow.expression;

import dev.orchestration.workflow.expression.Path.Root;
import dev.orchestration.workflow.expression.Tokens.Kind;
import dev.orchestration.workflow.expression.Tokens.Token;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands between <code>{{</code> and <code>}}</code>: first as a path (the longest step name that fits, then a
 * parameter, then {@code ctx}, {@code execution}, {@code env}, and the roots of CEL), then as {@code default(path, …)} or
 * a simple condition, else as CEL.
 */
final class TemplateReader {
    private static final String OUTPUT = ".output";
    private static final Set<String> OF_ITEMS = Set.of("item", "index");

    /** What looks as if it meant a step's output, though no step has that name. */
    private static final Pattern LIKE_A_STEP = Pattern.compile("([\\w][\\w .-]*?)\\.output\\b.*", Pattern.DOTALL);

    private static final Pattern LIKE_A_PATH = Pattern.compile("([A-Za-z_]\\w*)((\\.\\w+)|(\\[[^\\[\\]]*\\]))*");

    /** Longer texts are not held against the patterns, whose matching takes a stack that grows with the text. */
    private static final int LONGEST_NAME = 1_000;

    private final Names names;

    TemplateReader(Names names) {
        this.names = names;
    }

    Parsed read(String raw) {
        String text = raw.strip();
        if (text.isEmpty()) {
            return Parsed.problem("{{ }} is empty");
        }
        Path path = path(text);
        if (path != null) {
            return Parsed.of(path);
        }
        Parsed simple = SecretValue.read(text);
        if (simple == null) {
            simple = literal(text);
        }
        if (simple == null) {
            simple = withDefault(text);
        }
        if (simple == null) {
            simple = ofItem(text);
        }
        if (simple == null) {
            simple = SimpleReader.read(text, names);
        }
        if (simple == null) {
            simple = unknown(text);
        }
        return SecretValue.explained(simple != null ? simple : Cel.compile(text, names), text);
    }

    /** A path to the output of a step or to a parameter, or null. */
    private @Nullable Path path(String text) {
        Path step = stepPath(text);
        return step == null ? parameterPath(text) : step;
    }

    private @Nullable Path stepPath(String text) {
        int from = names.longestStep();
        for (int dot = text.lastIndexOf(OUTPUT, from); dot > 0; dot = text.lastIndexOf(OUTPUT, dot - 1)) {
            String step = text.substring(0, dot);
            List<Object> parts = names.hasStep(step) ? tail(text.substring(dot + OUTPUT.length())) : null;
            if (parts != null) {
                return PathReader.step(step, parts);
            }
        }
        return null;
    }

    private @Nullable Path parameterPath(String text) {
        int longest = names.longestParameter();
        int end = text.length() <= longest ? text.length() : lastEnd(text, longest);
        for (; end > 0; end = lastEnd(text, end - 1)) {
            String name = text.substring(0, end);
            ParameterType type = names.parameter(name);
            List<Object> parts = type == null ? null : tail(text.substring(end));
            if (type != null && parts != null) {
                return new Path(Root.PARAMETERS, name, name, List.copyOf(parts), 0, type);
            }
        }
        return null;
    }

    /** The last place up to {@code from} where a name may end because a further part begins. */
    private static int lastEnd(String text, int from) {
        return Math.max(text.lastIndexOf('.', from), text.lastIndexOf('[', from));
    }

    private @Nullable List<Object> tail(String text) {
        List<Token> tokens = Tokens.of(text);
        if (tokens == null) {
            return null;
        }
        PathReader reader = new PathReader(tokens, names);
        List<Object> parts = reader.tail();
        return reader.token().kind() == Kind.END ? parts : null;
    }

    private static @Nullable Parsed literal(String text) {
        List<Token> tokens = Tokens.of(text);
        Object value = tokens != null && tokens.size() == 2 ? tokens.get(0).value() : null;
        return value == null ? null : Parsed.of(new Literal(value));
    }

    /** {@code default(path, otherwise)} where the path may be one of templates, as {@code default(day, "today")}. */
    private @Nullable Parsed withDefault(String text) {
        if (!text.startsWith("default(") || !text.endsWith(")")) {
            return null;
        }
        String inside = text.substring("default(".length(), text.length() - 1);
        for (int comma = inside.indexOf(','); comma > 0; comma = inside.indexOf(',', comma + 1)) {
            Path path = optionalPath(inside.substring(0, comma).strip());
            if (path != null) {
                Parsed otherwise = read(inside.substring(comma + 1));
                return otherwise.expression() == null
                        ? otherwise
                        : Parsed.of(new DefaultValue(path, otherwise.expression()));
            }
        }
        return null;
    }

    private @Nullable Path optionalPath(String text) {
        Path path = path(text);
        if (path != null) {
            return path;
        }
        Parsed rooted = SimpleReader.read(text, names);
        return rooted != null && rooted.expression() instanceof Path found ? found : null;
    }

    /** What is known of an item, in a step that has none. */
    private @Nullable Parsed ofItem(String text) {
        Matcher path = LIKE_A_PATH.matcher(text);
        boolean meant = text.length() <= LONGEST_NAME && path.matches() && OF_ITEMS.contains(path.group(1));
        return meant && !names.hasItem() ? Parsed.problem(text + Path.NO_ITEM) : null;
    }

    /** A text that can only be meant as a path, and whose beginning is no name of ours. */
    private @Nullable Parsed unknown(String text) {
        if (text.length() > LONGEST_NAME) {
            return null;
        }
        Matcher step = LIKE_A_STEP.matcher(text);
        if (step.matches() && !known(step.group(1)) && !step.group(1).startsWith("steps")) {
            return Parsed.problem(PathReader.unknownStep(step.group(1), names));
        }
        if (names.hasStep(text)) {
            return Parsed.problem(text + " is a step; its output is " + text + OUTPUT);
        }
        Matcher path = LIKE_A_PATH.matcher(text);
        if (!path.matches() || CEL_WORDS.contains(path.group(1)) || OF_ITEMS.contains(path.group(1))) {
            return null;
        }
        String name = path.group(1);
        if (names.parameter(name) != null) {
            return Parsed.problem(text + ": what is computed is an expression, and there you write parameters." + text);
        }
        return Parsed.problem(text + ": there is no parameter \"" + name + "\" and no step whose output it could be"
                + names.nearestRoot(name));
    }

    private boolean known(String name) {
        return names.hasStep(name) || names.parameter(name.split("\\.", 2)[0]) != null;
    }

    private static final Set<String> CEL_WORDS =
            Set.of("parameters", "steps", "ctx", "execution", "env", "output", "true", "false", "null");
}
