package dev.orchestration.app;

import dev.orchestration.app.view.Channel;
import dev.orchestration.app.view.Style;
import dev.orchestration.state.Clock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A terminal in which a command is at work while the test goes on. */
final class LiveTerminal {
    private static final long PATIENCE_SECONDS = 60;

    /** Text that somebody may wait for. */
    private static final class Screen extends ByteArrayOutputStream {
        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            notifyAll();
        }

        synchronized void await(String text) throws InterruptedException {
            long end = Clock.system().nanos() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!toString(StandardCharsets.UTF_8).contains(text)) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - Clock.system().nanos());
                if (left <= 0) {
                    throw new AssertionError("no '" + text + "' in:\n" + toString(StandardCharsets.UTF_8));
                }
                wait(left);
            }
        }
    }

    private final Screen out = new Screen();
    private final Screen err = new Screen();
    private final CompletableFuture<Integer> code;

    private LiveTerminal(Terminal here, String... words) {
        Caller caller = new Caller(
                new Channel(new PrintStream(out, true, StandardCharsets.UTF_8), Style.PLAIN),
                new Channel(new PrintStream(err, true, StandardCharsets.UTF_8), Style.PLAIN),
                here.environment(),
                here.directory(),
                Clock.system());
        CompletableFuture<Integer> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> end.complete(new Dispatcher(caller).dispatch(words)), "terminal");
        thread.setDaemon(true);
        thread.start();
        code = end;
    }

    static LiveTerminal type(Terminal here, String... words) {
        return new LiveTerminal(here, words);
    }

    /** Waits until standard error shows this. */
    void awaitErr(String text) throws InterruptedException {
        err.await(text);
    }

    boolean isAtWork() {
        return !code.isDone();
    }

    /** Waits until the command has ended. */
    Terminal.Answer end() throws InterruptedException, ExecutionException {
        try {
            int ended = code.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new Terminal.Answer(
                    ended, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } catch (TimeoutException e) {
            throw new AssertionError("it did not end; it said:\n" + err.toString(StandardCharsets.UTF_8), e);
        }
    }
}
