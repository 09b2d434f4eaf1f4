package dev.orchestration.tasks.process;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.charset.StandardCharsets;

/** Keeps the last bytes it was given. Thread-safe. */
public final class TailBuffer implements OutputSink {
    private final int capacity;

    /** Allocated with the first byte: most attempts write nothing. */
    @GuardedBy("this")
    private byte[] ring = new byte[0];

    @GuardedBy("this")
    private long total;

    public TailBuffer(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public synchronized void accept(byte[] bytes, int offset, int length) {
        if (ring.length == 0 && length > 0) {
            ring = new byte[capacity];
        }
        int kept = Math.min(length, capacity);
        long start = total + length - kept;
        for (int done = 0; done < kept; ) {
            int at = (int) ((start + done) % capacity);
            int part = Math.min(kept - done, capacity - at);
            System.arraycopy(bytes, offset + length - kept + done, ring, at, part);
            done += part;
        }
        total += length;
    }

    /** The kept bytes as text; a character that was cut in two at the beginning is left out. */
    public synchronized String text() {
        int size = (int) Math.min(total, capacity);
        byte[] ordered = new byte[size];
        for (int i = 0; i < size; i++) {
            ordered[i] = ring[(int) ((total - size + i) % capacity)];
        }
        int start = total > size ? Utf8.firstWhole(ordered) : 0;
        return new String(ordered, start, size - start, StandardCharsets.UTF_8);
    }
}
