package dev.orchestration.tasks.action;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work on a thread of its own, as a worker would do it. */
public final class Background<T> {
    private static final long PATIENCE_SECONDS = 60;

    private final FutureTask<T> task;
    private final Thread thread;

    private Background(Callable<T> work) {
        task = new FutureTask<>(work);
        thread = new Thread(task, "background");
        thread.setDaemon(true);
        thread.start();
    }

    public static <T> Background<T> run(Callable<T> work) {
        return new Background<>(work);
    }

    /** A thread that was started with {@code work}: a virtual one where this Java has them. */
    public static Thread virtual(Callable<?> work) throws ReflectiveOperationException {
        FutureTask<?> task = new FutureTask<>(work);
        if (Runtime.version().feature() < 21) {
            Thread thread = new Thread(task, "background");
            thread.start();
            return thread;
        }
        return (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }

    public void interrupt() {
        thread.interrupt();
    }

    /** Waits for the end; throws what the work threw. */
    public T result() throws Exception {
        try {
            return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("the work did not end in time", e);
        }
    }
}
