package dev.orchestration.workflow.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of a simple expression. Whatever CEL might read in another way (escapes, prefixes, triple quotes, hexadecimal
 * and unsigned numbers, comments) is not read here at all, so that the small evaluator can never differ from CEL on it.
 */
final class Tokens {
    enum Kind {
        NAME,
        NUMBER,
        TEXT,
        SYMBOL,
        END
    }

    /** @param value the number or text a literal stands for */
    record Token(Kind kind, String text, @Nullable Object value) {
        boolean is(String symbol) {
            return kind == Kind.SYMBOL && text.equals(symbol);
        }
    }

    private static final Token END = new Token(Kind.END, "", null);
    private static final List<String> SYMBOLS =
            List.of("&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")", "[", "]", ".", ",", "-");

    private final String text;
    private final List<Token> found = new ArrayList<>();
    private int at;

    private Tokens(String text) {
        this.text = text;
    }

    /** The words with an END after them, or null if the text has anything that is not read here. */
    static @Nullable List<Token> of(String text) {
        Tokens tokens = new Tokens(text);
        while (tokens.at < text.length()) {
            if (!tokens.next()) {
                return null;
            }
        }
        tokens.found.add(END);
        return tokens.found;
    }

    static boolean isName(String text) {
        return !text.isEmpty() && !isDigit(text.charAt(0)) && text.chars().allMatch(c -> isWord((char) c));
    }

    private boolean next() {
        char c = text.charAt(at);
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            at++;
            return true;
        }
        if (isDigit(c)) {
            return number();
        }
        if (isWord(c)) {
            return name();
        }
        return (c == '"' || c == '\'') ? quoted(c) : symbol();
    }

    private boolean name() {
        int start = at;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        boolean prefix = at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
        found.add(new Token(Kind.NAME, text.substring(start, at), null));
        return !prefix;
    }

    private boolean number() {
        int start = at;
        digits();
        boolean fraction = at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1));
        if (fraction) {
            at++;
            digits();
        }
        if (at < text.length() && (isWord(text.charAt(at)) || text.charAt(at) == '.')) {
            return false;
        }
        String digits = text.substring(start, at);
        if (!fraction && digits.length() > 18) {
            return false;
        }
        Object value = fraction ? (Object) Double.valueOf(digits) : Long.valueOf(digits);
        found.add(new Token(Kind.NUMBER, digits, value));
        return true;
    }

    private void digits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private boolean quoted(char quote) {
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            return false;
        }
        String inner = text.substring(at + 1, end);
        boolean triple = inner.isEmpty() && end + 1 < text.length() && text.charAt(end + 1) == quote;
        if (triple || inner.indexOf('\\') >= 0 || inner.indexOf('\n') >= 0 || inner.indexOf('\r') >= 0) {
            return false;
        }
        at = end + 1;
        found.add(new Token(Kind.TEXT, inner, inner));
        return true;
    }

    private boolean symbol() {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                at += symbol.length();
                found.add(new Token(Kind.SYMBOL, symbol, null));
                return true;
            }
        }
        return false;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(char c) {
        return c == '_' || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
