package dev.orchestration.benchmarks.measure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The least that a durable write can be: a few bytes appended to a file, and a wait for the disk. Tables call it REF. */
public final class SyncedAppends {
    /** In each append. */
    public static final int BYTES = 512;

    private static final int APPENDS = 500;

    private SyncedAppends() {}

    /** Makes some, one after the other. */
    public static double perSecond() throws Exception {
        Path file = WorkFolder.path().resolve("sync");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long nanos = Stopwatch.nanos(() -> append(channel));
            return APPENDS * 1e9 / nanos;
        } finally {
            Files.delete(file);
        }
    }

    private static void append(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        for (int i = 0; i < APPENDS; i++) {
            channel.write(bytes.rewind());
            channel.force(false);
        }
    }
}
