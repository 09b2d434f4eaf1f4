package dev.orchestration.benchmarks.scheduling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The parallel schedule generation scheme (Kelley, 1963): at each moment at which something ends, whatever is ready and
 * fits is started, in the order of a rule. Nothing waits on purpose. Good for one schedule.
 */
final class ParallelGeneration {
    private final Instance instance;
    private final List<List<Integer>> dependants;
    private final int[] open;
    private final long[] free;
    private final Long[] starts;
    private final Long[] ends;
    private final List<Ready> ready = new ArrayList<>();
    private final PriorityQueue<Integer> running;
    private final long[] keys;

    /** A task that waits for resources only. */
    private record Ready(int job, long key) {
        static final Comparator<Ready> ORDER =
                Comparator.comparingLong(Ready::key).thenComparingInt(Ready::job);
    }

    private ParallelGeneration(Instance instance, long[] keys) {
        this.instance = instance;
        this.dependants = instance.dependants();
        this.keys = keys;
        this.open = instance.jobs().stream()
                .mapToInt(job -> job.dependencies().size())
                .toArray();
        this.free = instance.capacities().stream().mapToLong(Integer::longValue).toArray();
        this.starts = new Long[instance.size()];
        this.ends = new Long[instance.size()];
        this.running = new PriorityQueue<>(
                Comparator.comparingLong((Integer job) -> ends[job]).thenComparingInt(job -> job));
    }

    static Schedule schedule(Instance instance, Rule rule) {
        return new ParallelGeneration(instance, rule.keys(instance)).run();
    }

    private Schedule run() {
        for (int job = 0; job < instance.size(); job++) {
            if (open[job] == 0) {
                ready.add(new Ready(job, keys[job]));
            }
        }
        start(0);
        for (Integer next = running.peek(); next != null; next = running.peek()) {
            long now = ends[next];
            while (next != null && ends[next] == now) {
                running.remove();
                end(next);
                next = running.peek();
            }
            start(now);
        }
        return new Schedule(Arrays.asList(starts), Arrays.asList(ends));
    }

    private void end(int job) {
        take(job, -1);
        for (int dependant : dependants.get(job)) {
            if (--open[dependant] == 0) {
                ready.add(new Ready(dependant, keys[dependant]));
            }
        }
    }

    private void start(long now) {
        ready.sort(Ready.ORDER);
        ready.removeIf(candidate -> {
            int job = candidate.job();
            if (!fits(job)) {
                return false;
            }
            take(job, 1);
            starts[job] = now;
            ends[job] = now + instance.job(job).duration();
            running.add(job);
            return true;
        });
    }

    private boolean fits(int job) {
        for (int resource = 0; resource < free.length; resource++) {
            if (instance.job(job).demands().get(resource) > free[resource]) {
                return false;
            }
        }
        return true;
    }

    private void take(int job, int sign) {
        for (int resource = 0; resource < free.length; resource++) {
            free[resource] -= (long) sign * instance.job(job).demands().get(resource);
        }
    }
}
