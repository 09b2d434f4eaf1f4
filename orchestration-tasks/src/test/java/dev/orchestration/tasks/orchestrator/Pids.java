package dev.orchestration.tasks.orchestrator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;

/** Processes that tell their pid in a file. */
final class Pids {
    private Pids() {}

    /** Waits until the file is there with a whole line in it. */
    static ProcessHandle awaitWritten(Path file) throws IOException, InterruptedException {
        Path folder = file.toAbsolutePath().getParent();
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            while (!Files.exists(file) || !Files.readString(file).endsWith("\n")) {
                var key = watch.poll(60, TimeUnit.SECONDS);
                if (key == null) {
                    throw new AssertionError(file + " was not written in time");
                }
                key.pollEvents();
                key.reset();
            }
            return ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                    .orElseThrow();
        }
    }
}
