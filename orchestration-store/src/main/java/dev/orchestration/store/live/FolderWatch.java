package dev.orchestration.store.live;

import dev.orchestration.state.command.CommandBox;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/**
 * Gives a hint when something comes into a folder. What came the system tells unreliably (of a thousand files at once it
 * tells of none), so that is not even asked. Thread-safe.
 */
public final class FolderWatch implements CommandBox.Watch {
    private final WatchService service;

    private FolderWatch(WatchService service) {
        this.service = service;
    }

    /**
     * Watches from now on.
     *
     * @throws IOException if the folder cannot be watched, for example because the user watches too many already
     */
    public static FolderWatch of(Path folder, Runnable hint) throws IOException {
        WatchService service = folder.getFileSystem().newWatchService();
        boolean watching = false;
        try {
            folder.register(service, StandardWatchEventKinds.ENTRY_CREATE);
            watching = true;
        } finally {
            if (!watching) {
                service.close();
            }
        }
        Thread thread = new Thread(() -> watch(service, hint), "orchestration-commands");
        thread.setDaemon(true);
        thread.start();
        return new FolderWatch(service);
    }

    private static void watch(WatchService service, Runnable hint) {
        try {
            boolean valid = true;
            while (valid) {
                WatchKey key = service.take();
                key.pollEvents().clear();
                valid = key.reset();
                hint.run();
            }
        } catch (ClosedWatchServiceException e) {
            // That is how it ends.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            // Nobody is told any more, which is what was wanted.
        }
    }
}
