package dev.orchestration.workflow.expression;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What CEL's parser and checker find fault with, in the words of people. What is not known here stays as it is. */
final class CelWords {
    private static final String END = "<EOF>";
    private static final Pattern TOKEN = Pattern.compile("token recognition error at: '(.*)'", Pattern.DOTALL);
    private static final Pattern MISSING = Pattern.compile("missing (.+) at '(.*)'", Pattern.DOTALL);
    private static final Pattern INPUT =
            Pattern.compile("(?:mismatched|extraneous) input '(.*)' expecting (.*)", Pattern.DOTALL);
    private static final Pattern ALTERNATIVE = Pattern.compile("no viable alternative at input '(.*)'", Pattern.DOTALL);
    private static final Pattern OVERLOAD =
            Pattern.compile("found no matching overload for '(.*)' applied to '(.*)'", Pattern.DOTALL);
    private static final List<String> QUOTES = List.of("'", "\"", "r'", "r\"", "b'", "b\"");

    private CelWords() {}

    static String of(String message) {
        Matcher token = TOKEN.matcher(message);
        if (token.matches()) {
            return token(token.group(1).strip());
        }
        Matcher missing = MISSING.matcher(message);
        if (missing.matches()) {
            return missing.group(2).equals(END)
                    ? "it ends without " + missing.group(1)
                    : missing.group(1) + " is missing before '" + missing.group(2) + "'";
        }
        Matcher input = INPUT.matcher(message);
        if (input.matches()) {
            return input(input.group(1), input.group(2));
        }
        Matcher alternative = ALTERNATIVE.matcher(message);
        if (alternative.matches()) {
            return "'" + alternative.group(1) + "' cannot be understood";
        }
        Matcher overload = OVERLOAD.matcher(message);
        return overload.matches() ? operator(overload.group(1)) + " does not take " + overload.group(2) : message;
    }

    private static String token(String text) {
        if (QUOTES.stream().anyMatch(text::startsWith)) {
            return "the text that begins with " + text + " has no end";
        }
        if (text.startsWith("=<") || text.startsWith("=>")) {
            return "'" + text.substring(0, 2) + "' is no operator; write " + text.charAt(1) + "=";
        }
        if (text.startsWith("=")) {
            return "'=' is no operator; equal is ==";
        }
        if (text.startsWith("&") || text.startsWith("|")) {
            char one = text.charAt(0);
            return "'" + one + "' is no operator; " + (one == '&' ? "and is &&" : "or is ||");
        }
        return "'" + text + "' means nothing here";
    }

    private static String input(String found, String expected) {
        boolean several = expected.startsWith("{");
        if (found.equals(END)) {
            return several ? "it ends where a value is missing" : "it ends without " + expected;
        }
        if (expected.equals(END)) {
            return "what begins with '" + found + "' does not belong to it";
        }
        return "'" + found + "' stands where " + (several ? "a value" : expected) + " is expected";
    }

    /** {@code _>_} is what CEL calls the function behind an operator. */
    private static String operator(String name) {
        String plain = name.equals("_[_]")
                ? "[]"
                : name.equals("_?_:_") ? "? :" : name.replace("_", "").replace("@", "");
        boolean function = plain.equals(name);
        return function ? name : "'" + (plain.isEmpty() ? name : plain) + "'";
    }
}
