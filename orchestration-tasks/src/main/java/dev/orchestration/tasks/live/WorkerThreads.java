package dev.orchestration.tasks.live;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes the executors of the engine; all threads are daemons and carry a name. */
final class WorkerThreads {
    private WorkerThreads() {}

    /** A new platform thread for each task. */
    static Executor each(String name) {
        ThreadFactory threads = factory(name);
        return task -> threads.newThread(task).start();
    }

    static ThreadFactory factory(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "orchestration-" + name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** A virtual thread a task where this Java has them (21 and newer), else null; the build itself stays at 17. */
    static @Nullable Executor virtual() {
        try {
            MethodHandle maker = MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
            return (ExecutorService) maker.invokeExact();
        } catch (NoSuchMethodException e) {
            return null;
        } catch (Throwable e) { // the signature of invokeExact; a JDK that has the method does not throw
            throw new IllegalStateException("virtual threads cannot be used", e);
        }
    }
}
