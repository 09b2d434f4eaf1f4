package dev.orchestration.workflow.expression;

import dev.orchestration.state.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A text with templates in it: constant pieces and expressions in turn. Immutable. */
final class TemplateText implements Expression {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    /** What is wrong with a text for which {@link #isSafeInShell} is false. */
    static final String UNSAFE = "a template stands at a place of the shell text where its value cannot be quoted"
            + " safely (a comment, a here-document, an expansion, or behind one that is hard to follow);"
            + " pass the value by 'env' and write \"$NAME\"";

    private final List<Expression> pieces;
    private final boolean whole;

    private TemplateText(List<Expression> pieces, boolean whole) {
        this.pieces = pieces;
        this.whole = whole;
    }

    @Override
    public ParameterType type() {
        return whole ? pieces.get(0).type() : ParameterType.STRING;
    }

    /** Reads {@code text}, which holds <code>{{</code>. */
    static Parsed read(String text, Names names) {
        TemplateReader reader = new TemplateReader(names);
        List<Expression> pieces = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int at = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
            int close = end(text, open + OPEN.length());
            if (close < 0) {
                problems.add("{{ is not closed by }}: " + text.substring(open));
                return new Parsed(null, problems);
            }
            if (open > at) {
                pieces.add(new Constant(text.substring(at, open)));
            }
            Parsed inner = reader.read(text.substring(open + OPEN.length(), close));
            problems.addAll(inner.problems());
            if (inner.expression() != null) {
                pieces.add(inner.expression());
            }
            at = close + CLOSE.length();
        }
        if (at < text.length()) {
            pieces.add(new Constant(text.substring(at)));
        }
        return problems.isEmpty()
                ? Parsed.of(new TemplateText(List.copyOf(pieces), pieces.size() == 1))
                : new Parsed(null, problems);
    }

    /**
     * Reads text for a shell: a value inside a longer text is quoted as its place asks. A text that is one whole template
     * is a command that somebody else wrote, and stays as it is.
     */
    static Parsed readShell(String text, Names names) {
        Parsed plain = read(text, names);
        if (!(plain.expression() instanceof TemplateText parts) || parts.whole) {
            return plain;
        }
        ShellText shell = new ShellText();
        List<Expression> pieces = new ArrayList<>();
        for (Expression piece : parts.pieces) {
            ShellText.Writing writing = piece instanceof Constant ? ShellText.Writing.WORD : shell.value();
            if (piece instanceof Constant constant) {
                shell.text(constant.text());
            } else if (writing == ShellText.Writing.NONE) {
                return Parsed.problem(UNSAFE);
            }
            pieces.add(piece instanceof Constant ? piece : new ShellValue(piece, writing));
        }
        return Parsed.of(new TemplateText(List.copyOf(pieces), false));
    }

    /** Whether each value in this text for a shell can be quoted; the templates themselves are not judged. */
    static boolean isSafeInShell(String text) {
        ShellText shell = new ShellText();
        boolean safe = true;
        int at = 0;
        for (int open = text.indexOf(OPEN); open >= 0 && safe; open = text.indexOf(OPEN, at)) {
            int close = end(text, open + OPEN.length());
            if (close < 0) {
                return true;
            }
            shell.text(text.substring(at, open));
            at = close + CLOSE.length();
            safe = shell.value() != ShellText.Writing.NONE;
        }
        return safe;
    }

    /** Where the <code>}}</code> is that closes; braces and quotes inside are skipped if they are balanced. */
    private static int end(String text, int from) {
        int depth = 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                at = endOfQuoted(text, at);
                if (at < 0) {
                    break;
                }
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && depth > 0) {
                depth--;
            } else if (c == '}' && text.startsWith(CLOSE, at)) {
                return at;
            }
        }
        return text.indexOf(CLOSE, from);
    }

    private static int endOfQuoted(String text, int start) {
        for (int at = start + 1; at < text.length(); at++) {
            if (text.charAt(at) == '\\') {
                at++;
            } else if (text.charAt(at) == text.charAt(start)) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public @Nullable Object value(Scope scope) {
        if (whole) {
            return pieces.get(0).value(scope);
        }
        StringBuilder out = new StringBuilder();
        for (Expression piece : pieces) {
            Object value = piece.value(scope);
            if (value instanceof String text) {
                out.append(text);
            } else {
                Json.append(out, value);
            }
        }
        return out.toString();
    }

    @Override
    public Set<String> steps() {
        Set<String> all = new LinkedHashSet<>();
        pieces.forEach(piece -> all.addAll(piece.steps()));
        return all;
    }

    @Override
    public Set<String> secrets() {
        Set<String> all = new LinkedHashSet<>();
        pieces.forEach(piece -> all.addAll(piece.secrets()));
        return all;
    }

    /** What the author wrote between the templates. */
    private record Constant(String text) implements Expression {
        @Override
        public Object value(Scope scope) {
            return text;
        }
    }
}
