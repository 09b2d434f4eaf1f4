package dev.orchestration.state;

/** Shows foreign text in a message: in quotes, short, and without characters that a terminal would obey. Stateless. */
public final class Quoted {
    private static final int SHOWN = 80;

    private Quoted() {}

    /** At most 80 characters of {@code text}, in quotes. */
    public static String of(String text) {
        return "'" + plain(text) + "'";
    }

    /** As {@link #of}, without the quotes. */
    public static String plain(String text) {
        StringBuilder out = new StringBuilder();
        int shown = 0;
        for (int i = 0; i < text.length() && shown < SHOWN; shown++) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isHidden(c)) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        }
        return out.append(text.codePointCount(0, text.length()) > SHOWN ? "…" : "")
                .toString();
    }

    /** Whether {@code c} has no picture of its own and may change how others are shown. */
    public static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            // The joiners are part of ordinary words in some scripts.
            case Character.FORMAT -> c != 0x200C && c != 0x200D;
            default -> false;
        };
    }
}
