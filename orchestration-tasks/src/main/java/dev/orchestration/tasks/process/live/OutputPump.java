package dev.orchestration.tasks.process.live;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.tasks.process.OutputSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Moves the bytes of one stream into its sink until the stream ends or the pump is shut. */
final class OutputPump {
    /** Most processes say little; whoever fills this gets what a pipe holds at most. */
    private static final int FIRST_CHUNK = 4 << 10;

    private static final int CHUNK = 64 << 10;

    private final String name;
    private final InputStream from;
    private final OutputSink sink;
    private final CountDownLatch ended = new CountDownLatch(1);

    @GuardedBy("this")
    private boolean open = true;

    /** @param name of the thread while it does this */
    OutputPump(String name, InputStream from, OutputSink sink) {
        this.name = name;
        this.from = from;
        this.sink = sink;
    }

    /** Begins, on a thread of {@code threads}, which it keeps until the stream ends. */
    void start(Executor threads) {
        threads.execute(this::run);
    }

    /** Waits for the end of the stream; false if it did not come in time. */
    boolean join(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /** When this returns, the sink is not called any more. */
    synchronized void shut() {
        open = false;
    }

    private void run() {
        Thread.currentThread().setName(name);
        byte[] chunk = new byte[FIRST_CHUNK];
        try (from) {
            for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
                deliver(chunk, n);
                if (n == chunk.length && n < CHUNK) {
                    chunk = new byte[CHUNK];
                }
            }
        } catch (IOException e) {
            // The stream was closed under us: as good as its end.
            return;
        } finally {
            ended.countDown();
        }
    }

    private synchronized void deliver(byte[] chunk, int length) {
        if (open) {
            sink.accept(chunk, 0, length);
        }
    }
}
