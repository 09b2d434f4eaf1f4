package dev.orchestration.benchmarks.memory;

import dev.orchestration.benchmarks.work.Tasks;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The limit: a thread pool and a counter of open dependencies for each task. It keeps no states, tells nobody, checks
 * nothing, cannot be cancelled.
 */
final class PoolCountdown implements Contestant {
    private static final int CLASSES = 5;

    private final Tasks tasks;
    private final ThreadPoolExecutor pool;
    private final Step[] steps;
    private final int[] inDegrees;
    private AtomicIntegerArray open;
    private CountDownLatch leaves;

    private PoolCountdown(Tasks tasks, BlockingQueue<Runnable> queue) {
        this.tasks = tasks;
        this.pool = new ThreadPoolExecutor(WORKERS, WORKERS, 0, TimeUnit.SECONDS, queue);
        this.steps = new Step[tasks.graph().size()];
        for (int task = 0; task < steps.length; task++) {
            steps[task] = new Step(task);
        }
        this.inDegrees = tasks.graph().inDegrees();
        this.open = new AtomicIntegerArray(inDegrees);
        this.leaves = new CountDownLatch(tasks.graph().leaves());
    }

    static PoolCountdown firstComeFirstServed(Tasks tasks) {
        return new PoolCountdown(tasks, new LinkedBlockingQueue<>());
    }

    /** With the five priorities of the engine's run. */
    static PoolCountdown byPriority(Tasks tasks) {
        return new PoolCountdown(tasks, new PriorityBlockingQueue<>());
    }

    @Override
    public void prepare() {
        open = new AtomicIntegerArray(inDegrees);
        leaves = new CountDownLatch(tasks.graph().leaves());
    }

    @Override
    public void run() throws InterruptedException {
        for (int task = 0; task < steps.length && inDegrees[task] == 0; task++) {
            pool.execute(steps[task]);
        }
        leaves.await();
    }

    @Override
    public void close() {
        pool.shutdown();
    }

    /** One task, then those it was the last to hold. */
    private final class Step implements Runnable, Comparable<Step> {
        private final int task;
        private final int priority;

        Step(int task) {
            this.task = task;
            this.priority = task % CLASSES;
        }

        @Override
        public void run() {
            tasks.run(task);
            int[] dependants = tasks.graph().dependants()[task];
            for (int dependant : dependants) {
                if (open.decrementAndGet(dependant) == 0) {
                    pool.execute(steps[dependant]);
                }
            }
            if (dependants.length == 0) {
                leaves.countDown();
            }
        }

        @Override
        public int compareTo(Step other) {
            return Integer.compare(priority, other.priority);
        }
    }
}
