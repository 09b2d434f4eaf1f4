package dev.orchestration.docs.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The last lines of a log, however long it is.
 *
 * @param size of the whole log in bytes
 */
record LogEnd(String text, long size, boolean isCut) {
    static final LogEnd NONE = new LogEnd("", 0, false);

    /** At most {@code most} bytes, from the beginning of a line; {@link #NONE} if the file cannot be read. */
    static LogEnd of(Path file, int most) {
        if (!Files.isRegularFile(file)) {
            return NONE;
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long size = channel.size();
            boolean cut = size > most;
            channel.position(Math.max(0, size - most));
            ByteBuffer end = ByteBuffer.allocate((int) Math.min(most, size));
            while (end.hasRemaining() && channel.read(end) >= 0) {
                // reads on until the end
            }
            String text = new String(end.array(), 0, end.position(), StandardCharsets.UTF_8);
            int line = cut ? text.indexOf('\n') + 1 : 0;
            return new LogEnd(text.substring(line), size, cut);
        } catch (IOException e) {
            return NONE;
        }
    }
}
