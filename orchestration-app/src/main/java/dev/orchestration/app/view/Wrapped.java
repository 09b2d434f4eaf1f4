package dev.orchestration.app.view;

import java.util.ArrayList;
import java.util.List;

/** Lines that are broken between words before they get too wide, and go on further in. Not thread-safe. */
final class Wrapped {
    private static final int LEAST = 20;

    private final StringBuilder out = new StringBuilder();
    private final int width;

    Wrapped(int width) {
        this.width = width;
    }

    /** One paragraph: {@code mark} stands before its first line, and blanks of the same width before the others. */
    void line(String indent, String mark, String text) {
        String blanks = indent + " ".repeat(visible(mark));
        int room = Math.max(LEAST, width - blanks.length());
        StringBuilder line = new StringBuilder(indent + mark);
        int used = 0;
        for (String word : words(text, room)) {
            if (used > 0 && used + 1 + word.length() > room) {
                out.append(line.toString().stripTrailing()).append('\n');
                line = new StringBuilder(blanks);
                used = 0;
            }
            line.append(used == 0 ? "" : " ").append(word);
            used += (used == 0 ? 0 : 1) + word.length();
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    /** Words that are too wide are broken where they must be. */
    private static List<String> words(String text, int room) {
        List<String> words = new ArrayList<>();
        for (String word : text.split(" ", -1)) {
            for (int from = 0; from == 0 || from < word.length(); from += room) {
                words.add(word.substring(from, Math.min(word.length(), from + room)));
            }
        }
        return words;
    }

    /** Without what only selects a colour. */
    private static int visible(String text) {
        return text.replaceAll("\u001B\\[[0-9;]*m", "").length();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
