package dev.orchestration.app;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Turns Ctrl-C and a request to terminate into an orderly end: what runs is suspended, the command tells its story, and the
 * process ends with its code. A second Ctrl-C ends it at once. Thread-safe.
 */
final class Interruption implements AutoCloseable {
    /** How long the command may take to tell its story once everything is suspended. */
    private static final long PATIENCE_SECONDS = 10;

    private final Runnable suspend;
    private final CompletableFuture<Integer> answer = new CompletableFuture<>();
    private final Thread hook = new Thread(this::end, "orchestrate-interruption");
    private volatile boolean happened;

    private Interruption(Runnable suspend) {
        this.suspend = suspend;
    }

    /** From now on until {@link #finish} an interrupt calls {@code suspend} before the process ends. */
    static Interruption guard(Runnable suspend) {
        Interruption interruption = new Interruption(suspend);
        try {
            Runtime.getRuntime().addShutdownHook(interruption.hook);
        } catch (IllegalStateException e) {
            // The process is ending already, before anything was begun.
            interruption.happened = true;
        }
        return interruption;
    }

    boolean happened() {
        return happened;
    }

    /** The command is over; if the process is ending, it ends with {@code code}. */
    int finish(int code) {
        answer.complete(code);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is at work and takes the code from the answer.
        }
        return code;
    }

    @Override
    public void close() {
        finish(ExitCodes.INTERRUPTED);
    }

    private void end() {
        happened = true;
        haltOnNextSignal();
        int code = ExitCodes.INTERRUPTED;
        try {
            suspend.run();
            code = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            code = ExitCodes.INTERRUPTED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(code);
        }
    }

    /**
     * While a JVM ends it ignores further signals unless a handler was installed. The only interface for that warns when
     * compiled against, so it is looked up; without it a second Ctrl-C has no effect, and the first one needs its time.
     */
    private static void haltOnNextSignal() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object halting = Proxy.newProxyInstance(
                    Interruption.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            Runtime.getRuntime().halt(ExitCodes.INTERRUPTED);
                        }
                        return method.getReturnType() == int.class ? (Object) 0 : (Object) false;
                    });
            for (String name : List.of("INT", "TERM")) {
                Object which = signal.getConstructor(String.class).newInstance(name);
                signal.getMethod("handle", signal, handler).invoke(null, which, halting);
            }
        } catch (ReflectiveOperationException e) {
            // As said above.
        }
    }
}
