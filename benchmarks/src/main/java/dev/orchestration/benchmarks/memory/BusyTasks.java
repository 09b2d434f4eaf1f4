package dev.orchestration.benchmarks.memory;

import dev.orchestration.benchmarks.work.TaskGraph;
import dev.orchestration.benchmarks.work.Tasks;
import java.util.Arrays;
import java.util.Random;

/** Tasks that keep a processor busy. */
final class BusyTasks extends Tasks {
    private final long[] tokens;

    BusyTasks(TaskGraph graph, long[] tokens) {
        super(graph);
        this.tokens = tokens;
    }

    /** Each task takes {@code micros}. */
    static long[] even(int size, double micros, double tokensPerMicro) {
        long[] tokens = new long[size];
        Arrays.fill(tokens, Math.round(micros * tokensPerMicro));
        return tokens;
    }

    /** 95 of 100 tasks take 1 µs, 5 take 1 ms, in an order drawn from the seed. */
    static long[] mixed(int size, double tokensPerMicro) {
        return new Random(TaskGraph.SEED)
                .ints(size, 0, 100)
                .mapToLong(percent -> Math.round((percent < 5 ? 1_000 : 1) * tokensPerMicro))
                .toArray();
    }

    @Override
    public void work(int task) {
        Tokens.consume(tokens[task]);
    }

    /** The same work without graph or queue: each of the threads does its share, which no scheduler can undercut. */
    void ideally(int threads) throws InterruptedException {
        Thread[] all = new Thread[threads];
        long total = 0;
        for (long count : tokens) {
            total += count;
        }
        long share = total / threads;
        for (int i = 0; i < threads; i++) {
            all[i] = new Thread(() -> Tokens.consume(share), "ideal");
            all[i].start();
        }
        for (Thread thread : all) {
            thread.join();
        }
    }
}
