package dev.orchestration.tasks.process;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.tasks.action.AttemptLog;
import dev.orchestration.tasks.secret.KeyMask;
import dev.orchestration.tasks.secret.MaskedStream;
import dev.orchestration.tasks.secret.Masks;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The log of one attempt in one file, which is created with the first byte. The file holds the bytes as they came, with
 * secrets hidden, by their value and behind keys that name one, up to {@link #MAX_BYTES}, with lines up to {@link
 * #MAX_LINE}; what was dropped is counted and told in the file. A file that
 * cannot be written (a full disk) does not stop the attempt: its bytes count as dropped. Thread-safe.
 */
public final class FileAttemptLog implements AttemptLog, Closeable {
    /** The longest log. */
    public static final long MAX_BYTES = 64L << 20;
    /** The longest line. */
    public static final int MAX_LINE = 64 << 10;
    /** How much {@link #tail()} gives at most. */
    public static final int TAIL_BYTES = 64 << 10;

    private final Path path;
    private final TailBuffer tail = new TailBuffer(TAIL_BYTES);
    private final MaskedStream masked;

    @GuardedBy("this")
    private @Nullable OutputStream out;

    @GuardedBy("this")
    private long written;

    @GuardedBy("this")
    private long dropped;

    @GuardedBy("this")
    private int lineLength;

    @GuardedBy("this")
    private long lineDropped;

    @GuardedBy("this")
    private @Nullable String problem;

    @GuardedBy("this")
    private boolean closed;

    /** One that hides nothing. */
    public FileAttemptLog(Path path) {
        this(path, Masks.NONE);
    }

    /** @param masks what hides secrets before they are written */
    public FileAttemptLog(Path path, Masks masks) {
        this.path = path;
        this.masked = masks.stream(new KeyMask(this::keep)::accept);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        if (!closed) {
            masked.write(bytes, offset, length);
        }
    }

    private synchronized void keep(byte[] bytes, int offset, int length) {
        tail.accept(bytes, offset, length);
        int end = offset + length;
        int kept = offset;
        for (int i = offset; i < end; i++) {
            if (bytes[i] == '\n') {
                markCutLine();
                lineLength = 0;
            } else if (lineLength < MAX_LINE) {
                lineLength++;
            } else {
                put(bytes, kept, i - kept);
                kept = i + 1;
                lineDropped++;
            }
        }
        put(bytes, kept, end - kept);
    }

    @GuardedBy("this")
    private void markCutLine() {
        if (lineDropped > 0) {
            putText(" … [line cut: " + lineDropped + " bytes more]");
            lineDropped = 0;
        }
    }

    @GuardedBy("this")
    private void putText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        put(bytes, 0, bytes.length);
    }

    @GuardedBy("this")
    private void put(byte[] bytes, int offset, int length) {
        int fits = problem == null ? (int) Math.min(length, MAX_BYTES - written) : 0;
        if (fits > 0 && !tryPut(bytes, offset, fits)) {
            fits = 0;
        }
        written += fits;
        dropped += length - fits;
    }

    @GuardedBy("this")
    private boolean tryPut(byte[] bytes, int offset, int length) {
        try {
            if (out == null) {
                out = create();
            }
            out.write(bytes, offset, length);
            return true;
        } catch (IOException e) {
            problem = e.toString();
            return false;
        }
    }

    private OutputStream create() throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The last part of what was written as text, also of what the file no longer took. */
    @Override
    public String tail() {
        return tail.text();
    }

    @Override
    public Path path() {
        return path;
    }

    /** How many bytes are not in the file: beyond its cap, or because it could not be written. */
    public synchronized long dropped() {
        return dropped;
    }

    /** Ends the log with a line about what was dropped, if anything was. Later writes are ignored. Idempotent. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        masked.end();
        markCutLine();
        if (out != null) {
            try (OutputStream last = out) {
                if (dropped > 0) {
                    last.write(closingLine().getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    @GuardedBy("this")
    private String closingLine() {
        String why = problem == null ? "the log ends at " + MAX_BYTES + " bytes" : problem;
        return "\n[" + dropped + " bytes dropped: " + why + "]\n";
    }
}
