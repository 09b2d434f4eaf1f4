package dev.orchestration.benchmarks.scheduling;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The limit of a simulator: a heap of ends, a heap of what is ready by longest path, a counter of open dependencies a task.
 * No states, no events, no resources but the workers.
 */
final class BareSimulation {
    private final Instance instance;
    private final int workers;
    private final List<List<Integer>> dependants;
    private final long[] tails;

    BareSimulation(Instance instance, int workers) {
        this.instance = instance;
        this.workers = workers;
        this.dependants = instance.dependants();
        this.tails = instance.tails();
    }

    Schedule run() {
        int size = instance.size();
        Long[] starts = new Long[size];
        Long[] ends = new Long[size];
        int[] open = new int[size];
        PriorityQueue<Integer> ready = new PriorityQueue<>(
                Comparator.comparingLong((Integer job) -> -tails[job]).thenComparingInt(job -> job));
        PriorityQueue<Integer> running = new PriorityQueue<>(
                Comparator.comparingLong((Integer job) -> ends[job]).thenComparingInt(job -> job));
        for (int job = 0; job < size; job++) {
            open[job] = instance.job(job).dependencies().size();
            if (open[job] == 0) {
                ready.add(job);
            }
        }
        long now = 0;
        while (!ready.isEmpty() || !running.isEmpty()) {
            while (!ready.isEmpty() && running.size() < workers) {
                int job = ready.remove();
                starts[job] = now;
                ends[job] = now + instance.job(job).duration();
                running.add(job);
            }
            int ended = running.remove();
            now = ends[ended];
            for (int dependant : dependants.get(ended)) {
                if (--open[dependant] == 0) {
                    ready.add(dependant);
                }
            }
        }
        return new Schedule(Arrays.asList(starts), Arrays.asList(ends));
    }
}
