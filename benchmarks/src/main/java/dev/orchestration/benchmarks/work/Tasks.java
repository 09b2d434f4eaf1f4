package dev.orchestration.benchmarks.work;

import dev.orchestration.benchmarks.measure.WrongResultException;

/**
 * The tasks of a graph, which check the run that runs them: every task once, none before its dependencies. Each field of
 * the array is written by the one call for its task and read by calls for its dependants, which a right scheduler orders;
 * a wrong one may be seen late, but {@link #finish} sees it.
 */
public abstract class Tasks {
    private final TaskGraph graph;
    private final int[] ranInRound;
    private int round = 1;
    private volatile String fault = "";

    protected Tasks(TaskGraph graph) {
        this.graph = graph;
        this.ranInRound = new int[graph.size()];
    }

    /** Tasks that do nothing. */
    public static Tasks empty(TaskGraph graph) {
        return new Tasks(graph) {
            @Override
            public void work(int task) {
                // Nothing, that is what is measured.
            }
        };
    }

    /** What the task is there for. */
    public abstract void work(int task);

    public final TaskGraph graph() {
        return graph;
    }

    /** Called by the contestant, on any thread. */
    public final void run(int task) {
        if (ranInRound[task] == round) {
            fault = "task " + task + " ran twice";
        }
        for (int dependency : graph.dependencies()[task]) {
            if (ranInRound[dependency] != round) {
                fault = "task " + task + " ran before its dependency " + dependency;
            }
        }
        work(task);
        ranInRound[task] = round;
    }

    /**
     * Ends a round, after which the tasks can run again.
     *
     * @throws WrongResultException if the round was not right
     */
    public final void finish() {
        for (int task = 0; task < ranInRound.length; task++) {
            if (ranInRound[task] != round) {
                throw new WrongResultException("task " + task + " did not run");
            }
        }
        if (!fault.isEmpty()) {
            throw new WrongResultException(fault);
        }
        round++;
    }
}
