package dev.orchestration.workflow.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows text for a POSIX shell piece by piece, so that at each place between two pieces it can say how a value must be
 * written there to remain a value. Knows words, quotes, comments, {@code $( )}, plain <code>${ }</code>, {@code $(( ))}
 * and backticks. What it cannot follow for certain (here-documents, {@code $'…'}, {@code case} inside {@code $( )}, nested
 * expansions) makes it lost, and it stays so to the end of the text. Confined to one thread.
 */
final class ShellText {
    /** How a value is written into the text. */
    enum Writing {
        /** Outside quotes: a word, or part of one. */
        WORD,
        /** Inside single quotes of the text. */
        SINGLE,
        /** Inside double quotes of the text. */
        DOUBLE,
        /** No writing is safe here, or it is not known which one is. */
        NONE
    }

    private enum Inside {
        COMMAND(Writing.WORD),
        SINGLE(Writing.SINGLE),
        DOUBLE(Writing.DOUBLE);

        private final Writing writing;

        Inside(Writing writing) {
            this.writing = writing;
        }
    }

    /** Expansions that run nothing and hold no quotes: passed over as a whole. */
    private static final Pattern PLAIN_EXPANSION =
            Pattern.compile("\\$\\(\\([^()'\"`\\\\{}#\\[]*\\)\\)|\\$\\{[^{}'\"`\\\\$]*\\}|`[^`'\"\\\\$(){}#<]*`");

    private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+|[$#?!@*-])");
    private static final String WORD_ENDS = " \t\n;&|()<>";

    private final Deque<Inside> frames = new ArrayDeque<>();
    private final Deque<Integer> parentheses = new ArrayDeque<>();
    private boolean lost;
    private boolean comment;
    private boolean wordStarts = true;

    /** The text so far ends within something that would swallow the beginning of a value: a backslash, or {@code $name}. */
    private boolean open;

    ShellText() {
        frames.push(Inside.COMMAND);
    }

    /** The writing of a value that stands here; the value counts as part of a word. */
    Writing value() {
        boolean unsafe = lost || comment || open;
        Writing writing = unsafe ? Writing.NONE : inside().writing;
        wordStarts = false;
        open = false;
        return writing;
    }

    /** Reads on. */
    void text(String piece) {
        for (int at = 0; at < piece.length() && !lost; ) {
            open = false;
            char c = piece.charAt(at);
            if (comment) {
                comment = c != '\n';
                at++;
            } else if (inside() == Inside.SINGLE) {
                closes(c == '\'');
                at++;
            } else {
                at = inside() == Inside.DOUBLE ? quoted(piece, at, c) : command(piece, at, c);
            }
        }
    }

    private Inside inside() {
        return frames.element();
    }

    private void closes(boolean end) {
        if (end) {
            frames.pop();
        }
    }

    private int quoted(String piece, int at, char c) {
        if (c == '$' || c == '`') {
            return expansion(piece, at);
        }
        closes(c == '"');
        return c == '\\' ? escape(piece, at) : at + 1;
    }

    private int command(String piece, int at, char c) {
        boolean first = wordStarts;
        boolean nested = frames.size() > 1;
        wordStarts = WORD_ENDS.indexOf(c) >= 0;
        comment = first && c == '#';
        lost = piece.startsWith("((", at)
                || (piece.startsWith("<<", at) && !piece.startsWith("<<<", at))
                || (nested && first && piece.startsWith("case", at));
        return switch (c) {
            case '\'', '"' -> {
                frames.push(c == '"' ? Inside.DOUBLE : Inside.SINGLE);
                yield at + 1;
            }
            case '(', ')' -> {
                parenthesis(c == '(');
                yield at + 1;
            }
            case '<' -> at + (piece.startsWith("<<<", at) ? 3 : 1);
            case '\\' -> {
                wordStarts = first && piece.startsWith("\\\n", at);
                yield escape(piece, at);
            }
            case '$', '`' -> expansion(piece, at);
            default -> at + 1;
        };
    }

    /** Counted inside {@code $( )} alone, of which the last one is the end. */
    private void parenthesis(boolean opens) {
        if (parentheses.isEmpty()) {
            return;
        }
        int depth = parentheses.pop() + (opens ? 1 : -1);
        if (depth > 0) {
            parentheses.push(depth);
        } else {
            frames.pop();
            wordStarts = false;
        }
    }

    private int escape(String piece, int at) {
        open = at + 1 == piece.length();
        return at + 2;
    }

    private int expansion(String piece, int at) {
        Matcher plain = PLAIN_EXPANSION.matcher(piece).region(at, piece.length());
        if (plain.lookingAt()) {
            return plain.end();
        }
        Matcher variable = VARIABLE.matcher(piece).region(at, piece.length());
        if (variable.lookingAt()) {
            open = inside() == Inside.DOUBLE && variable.end() == piece.length();
            return variable.end();
        }
        if (piece.startsWith("$(", at) && !piece.startsWith("$((", at)) {
            frames.push(Inside.COMMAND);
            parentheses.push(1);
            wordStarts = true;
            return at + 2;
        }
        char next = at + 1 < piece.length() ? piece.charAt(at + 1) : '$';
        lost = piece.charAt(at) == '`' || "({[".indexOf(next) >= 0 || (next == '\'' && inside() == Inside.COMMAND);
        open = at + 1 == piece.length();
        return at + 1;
    }
}
