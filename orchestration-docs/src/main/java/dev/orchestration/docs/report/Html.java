package dev.orchestration.docs.report;

import dev.orchestration.tasks.action.Printable;

/**
 * Writes HTML. Markup goes in by {@link #raw} and is ours; whatever comes from definitions, processes or people goes in by
 * {@link #text} or as the value of an {@link #attribute}, and can be nothing but text. Confined to one thread.
 */
final class Html {
    private final StringBuilder out = new StringBuilder(1 << 16);

    /** Markup as it is; only constants and numbers belong here. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    Html raw(long number) {
        out.append(number);
        return this;
    }

    /** Text of one or several lines. */
    Html text(String text) {
        escape(Printable.text(text));
        return this;
    }

    /** {@code  name="value"}, with a blank before it. */
    Html attribute(String name, String value) {
        out.append(' ').append(name).append("=\"");
        escape(Printable.text(value));
        out.append('"');
        return this;
    }

    /** An element with a class that holds text. */
    Html element(String tag, String style, String text) {
        out.append('<').append(tag);
        if (!style.isEmpty()) {
            out.append(" class=\"").append(style).append('"');
        }
        out.append('>');
        escape(Printable.text(text));
        out.append("</").append(tag).append('>');
        return this;
    }

    int length() {
        return out.length();
    }

    /** HTML cannot hold halves of characters, nor some code points that are none. */
    private void escape(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    boolean writable = (c & 0xFFFE) != 0xFFFE && (c < 0xD800 || c > 0xDFFF);
                    out.appendCodePoint(writable ? c : 0xFFFD);
                }
            }
        });
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
