package dev.orchestration.docs.rasp;

import dev.orchestration.state.Quoted;
import java.nio.charset.StandardCharsets;

/** Writes foreign text so that Markdown shows it as it is. Stateless. */
final class Markdown {
    private static final String MARKUP = "\\`*_[]<>|#&!~";
    private static final String PLAIN_IN_ADDRESSES = "-._~/";
    private static final int LONGEST = 2_000;

    private Markdown() {}

    /** {@code text} in one line, without markup, links or HTML; control characters become spaces. */
    static String text(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> {
            if (Quoted.isHidden(c)) {
                out.append(' ');
            } else if (c == '<') {
                out.append("&lt;"); // whatever comes behind it, it begins no comment, and so no mark of a section
            } else {
                if (MARKUP.indexOf(c) >= 0) {
                    out.append('\\');
                }
                out.appendCodePoint(c);
            }
        });
        // Within a word it is no markup, and names are full of it.
        return out.toString().strip().replaceAll("(?<=[\\p{L}\\p{N}])\\\\_(?=[\\p{L}\\p{N}])", "_");
    }

    /** A code span; backticks in it become apostrophes, as no escape works there. */
    static String code(String text) {
        String plain = Quoted.plain(text).replace('`', '\'').replace('<', '‹').replace("|", "\\|");
        return plain.isBlank() ? "` `" : "`" + plain + "`";
    }

    /** A link to a file, relative to the page. */
    static String link(String label, String path) {
        return "[" + text(label) + "](" + address(path) + ")";
    }

    private static String address(String path) {
        StringBuilder out = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || PLAIN_IN_ADDRESSES.indexOf(c) >= 0;
            out.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return out.toString();
    }
}
