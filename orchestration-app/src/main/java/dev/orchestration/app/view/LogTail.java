package dev.orchestration.app.view;

import dev.orchestration.tasks.action.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The end of a log, however long it is. */
final class LogTail {
    private static final int BYTES = 8 << 10;
    private static final int WIDTH = 200;

    private LogTail() {}

    /** The last lines of {@code file}, printable; empty if there are none or it cannot be read. */
    static String of(Path file, int lines) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long size = channel.size();
            channel.position(Math.max(0, size - BYTES));
            ByteBuffer end = ByteBuffer.allocate((int) Math.min(BYTES, size));
            while (end.hasRemaining() && channel.read(end) >= 0) {
                // reads on until the end
            }
            String text = new String(end.array(), 0, end.position(), StandardCharsets.UTF_8);
            return Printable.lastLines(text, lines, WIDTH);
        } catch (IOException e) {
            return "";
        }
    }
}
