package dev.orchestration.tasks.secret;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What stands before a {@code =} or {@code :}, and whether it names something secret. */
final class SecretKeyName {
    /** What is to be hidden after it. */
    enum Kind {
        NONE,
        /** One word, or what stands in quotes. */
        WORD,
        /** All up to the end of the line, as it has several words. */
        LINE
    }

    /** So many bytes before the sign are looked at: spaces, a quote, the name, and what tells where it stands. */
    static final int REACH = 96;

    private static final int SPACES = 8;

    /** Ends of names, in lower case, without what separates their words. */
    private static final List<String> ENDS = List.of(
            "password",
            "passwd",
            "passphrase",
            "apikey",
            "accesskey",
            "accesskeyid",
            "secretkey",
            "privatekey",
            "token",
            "secret",
            "credentials");

    /** Words of ordinary sentences, too: before a colon they are a key only where a line begins or in quotes. */
    private static final List<String> COMMON = List.of("token", "secret", "credentials");

    private static final List<String> LINES = List.of("authorization", "proxyauthorization", "cookie", "setcookie");

    private SecretKeyName() {}

    /**
     * What to hide after the sign.
     *
     * @param line the last bytes before it, of its own line, up to {@link #REACH} of them
     * @param sign {@code =} or {@code :}
     */
    static Kind before(byte[] line, byte sign) {
        int end = line.length;
        for (int spaces = 0; end > 0 && isSpace(line[end - 1]) && spaces < SPACES; spaces++) {
            end--;
        }
        int named = end;
        while (named > 0 && (isQuote(line[named - 1]) || line[named - 1] == '\\')) {
            named--;
        }
        boolean quoted = named < end;
        int start = named;
        while (start > 0 && isPart(line[start - 1])) {
            start--;
        }
        if (named - start < 5 || !mayEnd(line[named - 2], line[named - 1])) {
            return Kind.NONE;
        }
        return kind(
                new String(line, start, named - start, StandardCharsets.US_ASCII), sign, quoted || begins(line, start));
    }

    private static Kind kind(String written, byte sign, boolean asKey) {
        String name = written.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
        if (LINES.contains(name)) {
            return Kind.LINE;
        }
        boolean sentence = sign == ':' && !asKey && COMMON.contains(name);
        return ENDS.stream().anyMatch(name::endsWith) && !sentence ? Kind.WORD : Kind.NONE;
    }

    /** By the last two letters nearly every word is found to be none, at little cost. */
    private static boolean mayEnd(byte last2, byte last) {
        return switch ((last2 | 0x20) << 8 | last | 0x20) {
            case 'r' << 8 | 'd',
                    'w' << 8 | 'd',
                    's' << 8 | 'e',
                    'e' << 8 | 'y',
                    'i' << 8 | 'd',
                    'e' << 8 | 'n',
                    'e' << 8 | 't',
                    'l' << 8 | 's',
                    'o' << 8 | 'n',
                    'i' << 8 | 'e' -> true;
            default -> false;
        };
    }

    /** Whether nothing but spaces and the dash of a list stand before it. */
    private static boolean begins(byte[] line, int start) {
        if (line.length == REACH) {
            return false;
        }
        for (int i = 0; i < start; i++) {
            if (!isSpace(line[i]) && line[i] != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isPart(byte each) {
        int lower = each | 0x20;
        boolean isLetter = lower >= 'a' && lower <= 'z';
        boolean isDigit = each >= '0' && each <= '9';
        return isLetter || isDigit || each == '_' || each == '-' || each == '.';
    }

    static boolean isSpace(byte each) {
        return each == ' ' || each == '\t';
    }

    static boolean isQuote(byte each) {
        return each == '"' || each == '\'';
    }
}
