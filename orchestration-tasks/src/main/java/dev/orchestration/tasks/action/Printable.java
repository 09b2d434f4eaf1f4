package dev.orchestration.tasks.action;

import java.util.regex.Pattern;

/**
 * Makes text of processes and actions fit to be shown to a person: whatever a terminal would obey instead of showing is
 * removed (escape sequences, control characters, marks that reverse the direction of writing).
 */
public final class Printable {
    /**
     * Escape sequences: those with parameters (colours, cursor), those with a text up to its terminator (titles, links),
     * and short ones. Possessive and bounded, so that hostile text costs linear time.
     */
    private static final Pattern ESCAPES = Pattern.compile("(?:\\u001B\\[|\\u009B)[0-?]{0,64}+[ -/]{0,8}+[@-~]?"
            + "|\\u001B[\\]PX^_][^\\u0007\\u001B\\n]{0,4096}+(?:\\u0007|\\u001B\\\\)?"
            + "|\\u001B[ -/]{0,8}+[0-~]?");

    /** Controls but tab and newline, and the invisible marks of direction. */
    private static final Pattern CONTROLS =
            Pattern.compile("[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private Printable() {}

    /** Text of several lines; every kind of line end becomes a newline. */
    public static String text(String raw) {
        String lines = ESCAPES.matcher(raw).replaceAll("").replace("\r\n", "\n").replace('\r', '\n');
        return CONTROLS.matcher(lines).replaceAll("");
    }

    /** Text that cannot begin a new line: line ends are shown as {@code \n}. */
    public static String line(String raw) {
        return text(raw).replace("\n", "\\n");
    }

    /** The last {@code lines} non-empty lines of {@code raw}, each cut at {@code width} characters. */
    public static String lastLines(String raw, int lines, int width) {
        var shown = text(raw).lines().filter(line -> !line.isBlank()).toList();
        return shown.subList(Math.max(0, shown.size() - lines), shown.size()).stream()
                .map(line -> line.length() > width ? line.substring(0, width) + "…" : line)
                .reduce((first, second) -> first + "\n" + second)
                .orElse("");
    }
}
