package dev.orchestration.workflow.expression;

import dev.orchestration.workflow.expression.Path.Root;
import dev.orchestration.workflow.expression.Tokens.Kind;
import dev.orchestration.workflow.expression.Tokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads paths from words. Not thread-safe: one for each text. A path that CEL would refuse or read in another way is
 * null here; one that names what is not there is a problem.
 */
final class PathReader {
    static final Set<String> FACTS = Set.of("id", "workflow", "directory", "started_at");

    /** Those that are known when all has ended but the steps of {@code finally}. */
    private static final Set<String> FACTS_AT_THE_END = Set.of("status", "error");

    /** Words that CEL keeps for itself even behind a dot. */
    private static final Set<String> KEPT = Set.of("in", "true", "false", "null");

    /** CEL refuses paths of somewhat more parts; those are left to it. */
    private static final int DEEPEST = 32;

    private final List<Token> tokens;
    private final Names names;
    private final List<String> problems = new ArrayList<>();
    private int at;
    private int dotted;

    PathReader(List<Token> tokens, Names names) {
        this.tokens = tokens;
        this.names = names;
    }

    Token token() {
        return tokens.get(at);
    }

    Token take() {
        return tokens.get(at++);
    }

    boolean take(String symbol) {
        boolean there = token().is(symbol);
        at += there ? 1 : 0;
        return there;
    }

    List<String> problems() {
        return problems;
    }

    /** A path from one of CEL's roots, starting at this word. */
    @Nullable
    Path rooted() {
        if (token().kind() != Kind.NAME) {
            return null;
        }
        String root = take().text();
        List<Object> parts = tail();
        if (parts == null || parts.size() > DEEPEST || parts.stream().anyMatch(KEPT::contains)) {
            return null;
        }
        Path path = path(root, parts);
        boolean late = path != null && names.isBeforeTheStart() && !isKnownBeforeTheStart(path);
        if (late) {
            problems.add(root + ": before an execution begins only its parameters are known, and execution.workflow");
        }
        return path;
    }

    private static boolean isKnownBeforeTheStart(Path path) {
        return path.root() == Root.PARAMETERS
                || (path.root() == Root.EXECUTION && path.name().equals("workflow"));
    }

    private @Nullable Path path(String root, List<Object> parts) {
        return switch (root) {
            case "parameters" -> parameter(parts);
            case "steps" -> step(parts);
            case "ctx" -> ctx(parts);
            case "execution" -> fact(parts);
            case "env" -> variable(parts);
            case "output" -> new Path(Root.OUTPUT, "output", "", List.copyOf(parts), 0, ParameterType.DYN);
            case "item", "index" -> names.hasItem() ? ofItem(root, parts) : null;
            default -> null;
        };
    }

    private static @Nullable Path ofItem(String root, List<Object> parts) {
        if (root.equals("item")) {
            return new Path(Root.ITEM, root, "", List.copyOf(parts), 0, ParameterType.DYN);
        }
        return parts.isEmpty() ? new Path(Root.INDEX, root, "", List.of(), 0, ParameterType.INT) : null;
    }

    /** The parts from here on: {@code .name}, {@code ["any key"]}, {@code [0]}; null if they are not well formed. */
    @Nullable
    List<Object> tail() {
        List<Object> parts = new ArrayList<>();
        dotted = 0;
        while (true) {
            if (take(".")) {
                if (token().kind() != Kind.NAME) {
                    return null;
                }
                dotted += dotted == parts.size() ? 1 : 0;
                parts.add(take().text());
            } else if (take("[")) {
                Object index = token().value();
                if (!(index instanceof Long || index instanceof String)) {
                    return null;
                }
                parts.add(index);
                at++;
                if (!take("]")) {
                    return null;
                }
            } else {
                return parts;
            }
        }
    }

    /** How many of the parts that {@link #tail} read last came behind dots before the first bracket. */
    int dotted() {
        return dotted;
    }

    private @Nullable Path parameter(List<Object> parts) {
        if (parts.isEmpty() || !(parts.get(0) instanceof String name)) {
            return null;
        }
        ParameterType type = names.parameter(name);
        if (type == null) {
            problems.add(unknownParameter(name, names));
            return new Path(Root.PARAMETERS, "parameters." + name, name, List.of(), 0, ParameterType.DYN);
        }
        List<Object> rest = List.copyOf(parts.subList(1, parts.size()));
        boolean fits = rest.isEmpty()
                || switch (type) {
                    case INT, STRING, BOOL -> false;
                    case LIST -> rest.get(0) instanceof Long;
                    case MAP -> rest.get(0) instanceof String;
                    case DYN -> true;
                };
        String head = Tokens.isName(name) ? "parameters." + name : "parameters[\"" + name + "\"]";
        return fits ? new Path(Root.PARAMETERS, head, name, rest, 0, type) : null;
    }

    private @Nullable Path step(List<Object> parts) {
        if (parts.size() < 2
                || !(parts.get(0) instanceof String name)
                || !parts.get(1).equals("output")) {
            return null;
        }
        if (!names.hasStep(name)) {
            problems.add(unknownStep(name, names));
        }
        return step(name, parts.subList(2, parts.size()));
    }

    static Path step(String name, List<Object> parts) {
        return new Path(Root.STEPS, name + ".output", name, List.copyOf(parts), 0, ParameterType.DYN);
    }

    private @Nullable Path ctx(List<Object> parts) {
        if (parts.isEmpty() || !(parts.get(0) instanceof String)) {
            return null;
        }
        return new Path(Root.CTX, "ctx", "", List.copyOf(parts), Math.max(1, dotted), ParameterType.DYN);
    }

    private @Nullable Path fact(List<Object> parts) {
        if (parts.size() != 1 || !(parts.get(0) instanceof String name)) {
            return null;
        }
        if (FACTS_AT_THE_END.contains(name)) {
            if (!names.isAtTheEnd()) {
                problems.add("execution." + name
                        + ": only compensations and the steps of finally know how the execution ends");
            }
        } else if (!FACTS.contains(name)) {
            problems.add("execution." + name + ": an execution has id, workflow, directory and started_at"
                    + (names.isAtTheEnd()
                            ? ", and in finally status and error"
                            : "; in finally also status and error"));
        }
        return new Path(Root.EXECUTION, "execution." + name, name, List.of(), 0, ParameterType.STRING);
    }

    private static @Nullable Path variable(List<Object> parts) {
        return parts.size() == 1 && parts.get(0) instanceof String name
                ? new Path(Root.ENV, "env." + name, name, List.of(), 0, ParameterType.STRING)
                : null;
    }

    static String unknownStep(String name, Names names) {
        return name + ".output: there is no step \"" + name + "\"" + names.nearestStep(name);
    }

    static String unknownParameter(String name, Names names) {
        return "parameters." + name + ": there is no parameter \"" + name + "\"" + names.nearestParameter(name);
    }
}
