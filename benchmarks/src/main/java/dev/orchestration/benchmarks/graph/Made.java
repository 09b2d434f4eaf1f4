package dev.orchestration.benchmarks.graph;

import dev.orchestration.benchmarks.measure.WrongResultException;

/** A graph with the order and the levels of its tasks, by number. */
final class Made {
    private final Object graph;
    private final int[] order;
    private final int[] levels;

    /**
     * Takes what was made.
     *
     * @param graph what has to stay in memory
     */
    Made(Object graph, int[] order, int[] levels) {
        this.graph = graph;
        this.order = order;
        this.levels = levels;
    }

    Object graph() {
        return graph;
    }

    /** @throws WrongResultException if something stands before what it depends on, is missing, or on a wrong level */
    void check(Declarations declarations) {
        if (order.length != declarations.size()) {
            throw new WrongResultException("the order has " + order.length + " of " + declarations.size());
        }
        boolean[] seen = new boolean[order.length];
        for (int task : order) {
            for (String dependency : declarations.dependencies().get(task)) {
                if (!seen[Declarations.number(dependency)]) {
                    throw new WrongResultException("task " + task + " stands before " + dependency);
                }
            }
            if (seen[task] || levels[task] != declarations.level(task)) {
                throw new WrongResultException("task " + task + " stands twice or on level " + levels[task]);
            }
            seen[task] = true;
        }
    }
}
