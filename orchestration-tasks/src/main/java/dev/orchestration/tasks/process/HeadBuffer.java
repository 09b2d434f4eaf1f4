package dev.orchestration.tasks.process;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the first bytes it was given and counts the rest. Thread-safe. */
public final class HeadBuffer implements OutputSink {
    private final int capacity;

    @GuardedBy("this")
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    @GuardedBy("this")
    private long total;

    public HeadBuffer(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public synchronized void accept(byte[] bytes, int offset, int length) {
        kept.write(bytes, offset, Math.min(length, capacity - kept.size()));
        total += length;
    }

    /** Whether more came than is kept. */
    public synchronized boolean isCut() {
        return total > kept.size();
    }

    /** The kept bytes as text; a character that was cut in two at the end is left out. */
    public synchronized String text() {
        byte[] bytes = kept.toByteArray();
        int end = isCut() ? Utf8.endOfWhole(bytes) : bytes.length;
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
