package dev.orchestration.benchmarks.work;

import java.util.Arrays;

/** Empty tasks of a chain that note when they ran. */
public final class TimedTasks extends Tasks {
    private final long[] at;

    public TimedTasks(TaskGraph graph) {
        super(graph);
        at = new long[graph.size()];
    }

    @Override
    public void work(int task) {
        at[task] = System.nanoTime();
    }

    /** From the first task's work to that of the last, in nanoseconds. */
    public long span() {
        return at[at.length - 1] - at[0];
    }

    /** From each task's work to that of the next, ascending; nanoseconds. */
    public long[] gaps() {
        long[] gaps = new long[at.length - 1];
        for (int task = 0; task < gaps.length; task++) {
            gaps[task] = at[task + 1] - at[task];
        }
        Arrays.sort(gaps);
        return gaps;
    }
}
