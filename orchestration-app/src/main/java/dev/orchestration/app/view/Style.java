package dev.orchestration.app.view;

import java.nio.charset.Charset;
import java.util.Map;

/**
 * What the place that is written to can show. Immutable.
 *
 * @param terminal whether text that was written can be drawn over
 * @param colours whether it obeys colours and wants them
 * @param symbols whether it shows ✓ and its like; words stand for them where it does not
 */
public record Style(boolean terminal, boolean colours, boolean symbols) {
    /** A file or pipe in an encoding that has every character. */
    public static final Style PLAIN = new Style(false, false, true);

    private static final int WORD = 9;

    /**
     * The style of a stream.
     *
     * @param device whether the stream is a terminal
     * @param charset in which people read the stream
     */
    public static Style of(boolean device, Map<String, String> environment, Charset charset) {
        boolean terminal = device && !"dumb".equals(environment.get("TERM"));
        boolean colours = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean symbols = charset.canEncode() && charset.newEncoder().canEncode("✓✗↻–›·…");
        return new Style(terminal, colours, symbols);
    }

    String mark(Mark mark) {
        return symbols ? paint(mark, String.valueOf(mark.symbol)) : paint(mark, mark.word);
    }

    /** As {@link #mark}, padded so that what follows stands in a column. */
    String markColumn(Mark mark) {
        return symbols ? mark(mark) : paint(mark, mark.word) + " ".repeat(Math.max(0, WORD - mark.word.length()));
    }

    String paint(Mark mark, String text) {
        return colours ? "\u001B[" + mark.colour + "m" + text + "\u001B[0m" : text;
    }

    /** In the colour of what failed. */
    public String failed(String text) {
        return paint(Mark.FAILED, text);
    }

    String bold(String text) {
        return colours ? "\u001B[1m" + text + "\u001B[0m" : text;
    }

    String dim(String text) {
        return colours ? "\u001B[2m" + text + "\u001B[0m" : text;
    }

    /** What stands between parts of a line. */
    String dot() {
        return symbols ? " · " : ", ";
    }

    String more() {
        return symbols ? "…" : "...";
    }
}
