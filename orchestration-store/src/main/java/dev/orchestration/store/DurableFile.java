package dev.orchestration.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** Files that are there as a whole or not at all, also after a power cut. Thread-safe. */
final class DurableFile {
    /** The end of a name that is not yet the file's own; what carries it after a crash is of no use. */
    static final String UNFINISHED = ".part";

    private static final AtomicLong COUNTER = new AtomicLong();

    private DurableFile() {}

    /** Writes {@code file}, or writes it anew. */
    static void write(Path file, byte[] content) throws IOException {
        String own = "." + ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet() + UNFINISHED;
        Path unfinished = file.resolveSibling(file.getFileName() + own);
        boolean done = false;
        try {
            writeThrough(unfinished, content);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(parent(file));
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(unfinished);
            }
        }
    }

    private static void writeThrough(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            sync(parent(folder));
        }
    }

    /** Makes a file's content, or a folder's list of names, outlive a power cut. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path parent(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? path : parent;
    }
}
