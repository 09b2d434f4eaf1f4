package dev.orchestration.app;

import dev.orchestration.app.view.Channel;
import dev.orchestration.tasks.action.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Prints what comes into log files, whole line by whole line. Not thread-safe. */
final class LogFollower {
    /** Longer lines are shown in pieces of this size. Unit: bytes. */
    private static final int PIECE = 64 << 10;

    private final Channel out;
    private final boolean names;
    private final ByteBuffer buffer = ByteBuffer.allocate(PIECE);
    private final Map<Path, Long> shown = new LinkedHashMap<>();
    private @Nullable Path last;

    /** @param names whether it is said whose lines follow */
    LogFollower(Channel out, boolean names) {
        this.out = out;
        this.names = names;
    }

    /**
     * Prints what is new.
     *
     * @param over whether nothing more comes of it, so that a line without an end is one, too
     */
    void look(List<StepLog> logs, Predicate<StepLog> over) throws IOException {
        for (StepLog log : logs) {
            if (Files.exists(log.file())) {
                look(log, over.test(log));
            }
        }
    }

    private void look(StepLog log, boolean over) throws IOException {
        try (FileChannel file = FileChannel.open(log.file())) {
            long from = shown.getOrDefault(log.file(), 0L);
            for (int whole = read(file, from); whole > 0; whole = read(file, from)) {
                print(log, whole, "");
                from += whole;
            }
            if (over && buffer.position() > 0) {
                print(log, buffer.position(), "\n");
                from += buffer.position();
            }
            shown.put(log.file(), from);
        }
    }

    /** How many bytes are whole lines; all that fit, up to a whole character, where a line is too long. */
    private int read(FileChannel file, long from) throws IOException {
        buffer.clear();
        int read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = file.read(buffer, from + buffer.position());
        }
        int filled = buffer.position();
        for (int i = filled - 1; i >= 0; i--) {
            if (buffer.get(i) == '\n') {
                return i + 1;
            }
        }
        int whole = filled == PIECE ? filled : 0;
        while (whole > PIECE - 4 && (buffer.get(whole - 1) & 0xC0) == 0x80) {
            whole--;
        }
        return whole > 0 && buffer.get(whole - 1) < 0 ? whole - 1 : whole;
    }

    private void print(StepLog log, int bytes, String end) {
        if (names && !log.file().equals(last)) {
            String name = Printable.line(log.activation().label(log.step()));
            out.line((last == null ? "" : "\n") + "==> " + name + ", attempt " + log.attempt() + " <==");
        }
        last = log.file();
        out.print(Printable.text(new String(buffer.array(), 0, bytes, StandardCharsets.UTF_8)) + end);
    }
}
