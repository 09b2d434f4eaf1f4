package dev.orchestration.tasks.secret;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way to a sink, with secrets hidden, also those that come in several pieces: what may be the beginning of a
 * secret is held back until it is clear, and is at most as long as the longest one. What comes in one piece and can be given
 * is given in one: where two streams meet, neither is torn within a line that came whole. Thread-safe.
 */
public final class MaskedStream {
    private static final byte[] SHOWN = Masks.SHOWN.getBytes(StandardCharsets.UTF_8);

    /** Takes what may be seen. */
    @FunctionalInterface
    public interface Sink {
        /** Takes {@code length} bytes from {@code offset}; the array is used again after the call. */
        void accept(byte[] bytes, int offset, int length);
    }

    private final Masks masks;
    private final Sink sink;

    @GuardedBy("this")
    private @Nullable SecretPatterns patterns;

    @GuardedBy("this")
    private int state;

    /** Held back, from index 0. */
    @GuardedBy("this")
    private byte[] held = new byte[0];

    /** By index of {@link #held}: how many bytes from there on are a secret. */
    @GuardedBy("this")
    private int[] secret = new int[0];

    @GuardedBy("this")
    private int size;

    /** Index of {@link #held} up to which a secret reaches that began before it. */
    @GuardedBy("this")
    private int hiddenTo;

    @GuardedBy("this")
    private boolean hiding;

    @GuardedBy("this")
    private boolean hasHidden;

    MaskedStream(Masks masks, Sink sink) {
        this.masks = masks;
        this.sink = sink;
    }

    /** Takes the next bytes, which are not kept. */
    public synchronized void write(byte[] bytes, int offset, int length) {
        SecretPatterns now = masks.patterns();
        if (now == null) {
            sink.accept(bytes, offset, length);
            return;
        }
        int from = size;
        if (now != patterns) {
            patterns = now;
            state = 0;
            from = 0;
        }
        if (held.length < size + length) {
            int more = Math.max(size + length, 2 * held.length);
            held = Arrays.copyOf(held, more);
            secret = Arrays.copyOf(secret, more);
        }
        System.arraycopy(bytes, offset, held, size, length);
        size += length;
        for (int i = from; i < size; i++) {
            state = now.next(state, held[i]);
            int found = now.found(state);
            if (found > 0) {
                int start = i + 1 - found;
                secret[start] = Math.max(secret[start], found);
            }
        }
        give(size - now.open(state));
    }

    /** Gives what was held back, as nothing more comes: hidden if it is long enough to be the beginning of a secret. */
    public synchronized void end() {
        if (size >= SecretVault.SHORTEST) {
            secret[0] = size;
        }
        endWhole();
    }

    /** As {@link #end}, where nothing was cut off, so that what was held back is no secret. */
    synchronized void endWhole() {
        give(size);
        state = 0;
        hiding = false;
        hiddenTo = 0;
    }

    synchronized boolean hasHidden() {
        return hasHidden;
    }

    @GuardedBy("this")
    private void give(int count) {
        int from = 0;
        ByteArrayOutputStream clear = null;
        for (int i = 0; i < count; i++) {
            if (secret[i] > 0) {
                hiddenTo = Math.max(hiddenTo, i + secret[i]);
                secret[i] = 0;
            }
            boolean hide = i < hiddenTo;
            if (hide && !hiding) {
                clear = clear == null ? new ByteArrayOutputStream(count) : clear;
                clear.write(held, from, i - from);
                clear.write(SHOWN, 0, SHOWN.length);
                hasHidden = true;
            } else if (!hide && hiding) {
                from = i;
            }
            hiding = hide;
        }
        int last = hiding ? 0 : count - from;
        if (clear != null) {
            clear.write(held, from, last);
            sink.accept(clear.toByteArray(), 0, clear.size());
        } else if (last > 0) {
            sink.accept(held, from, last);
        }
        System.arraycopy(held, count, held, 0, size - count);
        System.arraycopy(secret, count, secret, 0, size - count);
        Arrays.fill(secret, size - count, size, 0);
        size -= count;
        hiddenTo = Math.max(0, hiddenTo - count);
    }
}
