package dev.orchestration.benchmarks.memory;

import dev.orchestration.benchmarks.work.TaskGraph;
import dev.orchestration.benchmarks.work.Tasks;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;

/** A peer: one {@link CompletableFuture} a task. Futures are good for one run, so making them is in the time. */
final class FutureGraph implements Contestant {
    private final Tasks tasks;
    private final ExecutorService pool = new ForkJoinPool(WORKERS);

    FutureGraph(Tasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public void run() {
        TaskGraph graph = tasks.graph();
        CompletableFuture<?>[] futures = new CompletableFuture<?>[graph.size()];
        for (int task = 0; task < futures.length; task++) {
            int number = task;
            int[] dependencies = graph.dependencies()[task];
            CompletableFuture<?>[] before = new CompletableFuture<?>[dependencies.length];
            for (int i = 0; i < before.length; i++) {
                before[i] = futures[dependencies[i]];
            }
            futures[task] = before.length == 0
                    ? CompletableFuture.runAsync(() -> tasks.run(number), pool)
                    : CompletableFuture.allOf(before).thenRunAsync(() -> tasks.run(number), pool);
        }
        CompletableFuture.allOf(futures).join();
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
