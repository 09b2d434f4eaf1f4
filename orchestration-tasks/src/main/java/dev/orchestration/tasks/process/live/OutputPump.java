package dev.orchestration.tasks.process.live;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.tasks.process.OutputSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ThreadFactory;

/** One thread that moves the bytes of one stream into its sink until the stream ends or the pump is shut. */
final class OutputPump {
    private static final int CHUNK = 64 * 1024;

    private final InputStream from;
    private final OutputSink sink;
    private final Thread thread;

    @GuardedBy("this")
    private boolean open = true;

    OutputPump(String name, InputStream from, OutputSink sink, ThreadFactory threads) {
        this.from = from;
        this.sink = sink;
        this.thread = threads.newThread(this::run);
        this.thread.setName(name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Waits for the end of the stream; false if it did not come in time. */
    boolean join(long millis) throws InterruptedException {
        thread.join(millis);
        return !thread.isAlive();
    }

    /** When this returns, the sink is not called any more. */
    synchronized void shut() {
        open = false;
    }

    private void run() {
        byte[] chunk = new byte[CHUNK];
        try (from) {
            for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
                deliver(chunk, n);
            }
        } catch (IOException e) {
            // The stream was closed under us: as good as its end.
            return;
        }
    }

    private synchronized void deliver(byte[] chunk, int length) {
        if (open) {
            sink.accept(chunk, 0, length);
        }
    }
}
