package dev.orchestration.tasks.secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of text on their way to a log, with the value hidden that follows a key whose name says that it is secret:
 * {@code password=…}, {@code "api_key": "…"}, {@code Authorization: …}. It finds what no vault knows, such as a password
 * that a program prints of its own. As it goes by names alone, it is for what people read, never for data. A value ends at a
 * space, a quote or the end of its line. Holds nothing back. Not thread-safe.
 */
public final class KeyMask {
    private static final byte[] SHOWN = Masks.SHOWN.getBytes(StandardCharsets.US_ASCII);
    private static final int SPACES = 8;

    private enum State {
        TEXT,
        BEFORE_VALUE,
        VALUE
    }

    private final MaskedStream.Sink sink;

    /** The end of the line that is not over, from the pieces before this one. */
    private byte[] line = new byte[0];

    private State state = State.TEXT;
    private SecretKeyName.Kind kind = SecretKeyName.Kind.NONE;
    private int spaces;
    private byte quote;
    private boolean quoteIsEscaped;
    private boolean escaped;

    /** @param sink gets what may be seen */
    public KeyMask(MaskedStream.Sink sink) {
        this.sink = sink;
    }

    /** Takes the next bytes, which are not kept. */
    public void accept(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int shown = offset;
        int at = offset;
        while (at < end) {
            switch (state) {
                case TEXT -> at = text(bytes, offset, at, end);
                case BEFORE_VALUE -> {
                    at = beforeValue(bytes, at, end);
                    if (state == State.VALUE) {
                        pass(bytes, shown, at);
                        sink.accept(SHOWN, 0, SHOWN.length);
                    }
                }
                case VALUE -> {
                    at = value(bytes, at, end);
                    shown = at;
                }
            }
        }
        if (state != State.VALUE) {
            pass(bytes, shown, end);
        }
        line = lineBefore(bytes, offset, end);
    }

    private void pass(byte[] bytes, int from, int to) {
        if (to > from) {
            sink.accept(bytes, from, to - from);
        }
    }

    /** Goes on to after the sign behind the next key, or to the end. */
    private int text(byte[] bytes, int offset, int from, int end) {
        for (int i = from; i < end; i++) {
            byte each = bytes[i];
            if (each == '=' || each == ':') {
                kind = SecretKeyName.before(lineBefore(bytes, offset, i), each);
                if (kind != SecretKeyName.Kind.NONE) {
                    state = State.BEFORE_VALUE;
                    spaces = 0;
                    escaped = false;
                    return i + 1;
                }
            }
        }
        return end;
    }

    private int beforeValue(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            byte each = bytes[i];
            if (SecretKeyName.isQuote(each)) {
                quote = each;
                quoteIsEscaped = escaped;
                escaped = false;
                state = State.VALUE;
                return i + 1;
            }
            escaped = each == '\\';
            boolean isSpace = SecretKeyName.isSpace(each) && ++spaces <= SPACES;
            boolean goesOn = escaped || isSpace || each == '=' || each == '>';
            if (!goesOn) {
                quote = 0;
                escaped = false;
                state = isEnd(each) ? State.TEXT : State.VALUE;
                return i;
            }
        }
        return end;
    }

    private int value(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            byte each = bytes[i];
            if (ends(each)) {
                state = State.TEXT;
                return i;
            }
            escaped = each == '\\' && !escaped;
        }
        return end;
    }

    private boolean ends(byte each) {
        if (each == '\n' || each == '\r') {
            return true;
        }
        if (quote != 0) {
            return quoteIsEscaped ? each == '\\' : each == quote && !escaped;
        }
        return kind == SecretKeyName.Kind.LINE ? SecretKeyName.isQuote(each) : isEnd(each);
    }

    private static boolean isEnd(byte each) {
        boolean isBlank = each >= 0 && each <= ' ';
        return isBlank || SecretKeyName.isQuote(each) || ",;&)]}<>".indexOf(each) >= 0;
    }

    /** The last bytes of the line before an index, also those of earlier pieces. */
    private byte[] lineBefore(byte[] bytes, int offset, int at) {
        int from = at;
        while (from > offset && at - from < SecretKeyName.REACH && bytes[from - 1] != '\n') {
            from--;
        }
        boolean reachesBack = from == offset && at - from < SecretKeyName.REACH;
        if (!reachesBack || line.length == 0) {
            return Arrays.copyOfRange(bytes, from, at);
        }
        int earlier = Math.min(line.length, SecretKeyName.REACH - (at - from));
        byte[] both = Arrays.copyOfRange(line, line.length - earlier, line.length + at - from);
        System.arraycopy(bytes, from, both, earlier, at - from);
        return both;
    }
}
