package dev.orchestration.tasks.process;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Signals to single processes, never to one that took over the number of another and never to this one. */
final class ProcessSignal {
    private ProcessSignal() {}

    /** Asks the process of {@code row} to end. */
    static void terminate(ProcessTable.Row row) {
        handle(row).ifPresent(ProcessHandle::destroy);
    }

    static void kill(ProcessTable.Row row) {
        handle(row).ifPresent(ProcessHandle::destroyForcibly);
    }

    /**
     * The handle of the process of {@code row}. A handle remembers the start time that it saw and refuses to signal
     * another process, so it is enough that row and handle agree once.
     */
    private static Optional<ProcessHandle> handle(ProcessTable.Row row) {
        if (row.pid() == ProcessHandle.current().pid()) {
            return Optional.empty();
        }
        return ProcessHandle.of(row.pid()).filter(handle -> row.startTicks() == ProcessTable.startTicks(row.pid()));
    }

    /** Waits until all of {@code rows} ended, at most {@code millis}; an interrupt stays set and does not end the wait. */
    static void awaitEnd(Collection<ProcessTable.Row> rows, long millis) {
        CompletableFuture<?>[] ends = rows.stream()
                .flatMap(row -> handle(row).stream())
                .map(ProcessHandle::onExit)
                .toArray(CompletableFuture[]::new);
        CompletableFuture<Void> all = CompletableFuture.allOf(ends);
        boolean interrupted = Thread.interrupted();
        for (boolean waiting = true; waiting; ) {
            try {
                all.get(millis, TimeUnit.MILLISECONDS);
                waiting = false;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (TimeoutException | ExecutionException e) {
                waiting = false;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
