package dev.orchestration.app.view;

import java.io.PrintStream;

/**
 * Standard output or standard error, and what can be shown there. Writing never fails: who closes a pipe wants no more.
 * Thread-safe as the stream is.
 */
public record Channel(PrintStream stream, Style style) {
    /** Writes text as it is. */
    public void print(String text) {
        stream.print(text);
        stream.flush();
    }

    /** Writes bytes as they are. */
    public void bytes(byte[] bytes) {
        stream.write(bytes, 0, bytes.length);
        stream.flush();
    }

    /** Writes one line. */
    public void line(String text) {
        print(text + "\n");
    }
}
