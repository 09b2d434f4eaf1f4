package dev.orchestration.benchmarks.memory;

import java.util.Arrays;

/** Empty tasks of a chain that note when they ran. */
final class TimedTasks extends Tasks {
    private final long[] at;

    TimedTasks(TaskGraph graph) {
        super(graph);
        at = new long[graph.size()];
    }

    @Override
    void work(int task) {
        at[task] = System.nanoTime();
    }

    /** From each task's work to that of the next, ascending; nanoseconds. */
    long[] gaps() {
        long[] gaps = new long[at.length - 1];
        for (int task = 0; task < gaps.length; task++) {
            gaps[task] = at[task + 1] - at[task];
        }
        Arrays.sort(gaps);
        return gaps;
    }
}
