package dev.orchestration.tasks.live;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the executors of the engine; all threads are daemons and carry a name. */
final class WorkerThreads {
    private WorkerThreads() {}

    /** As many platform threads as there are tasks at once; idle ones end after a minute. */
    static ExecutorService platform(String name) {
        return Executors.newCachedThreadPool(factory(name));
    }

    /** One platform thread, for work that must keep its order; it ends when there was nothing to do for a while. */
    static Executor single(String name) {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory(name));
        one.allowCoreThreadTimeOut(true);
        return one;
    }

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

    /** A virtual thread a task where this Java has them (21 and newer); the build itself stays at 17. */
    static ExecutorService virtualOr(ExecutorService otherwise) {
        try {
            MethodHandle maker = MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
            return (ExecutorService) maker.invokeExact();
        } catch (NoSuchMethodException e) {
            return otherwise;
        } catch (Throwable e) { // the signature of invokeExact; a JDK that has the method does not throw
            throw new IllegalStateException("virtual threads cannot be used", e);
        }
    }
}
