package dev.orchestration.benchmarks.memory;

import java.util.Arrays;
import java.util.Random;

/** Tasks by number and their edges in both directions. Immutable by convention: nobody writes to the arrays it gives. */
final class TaskGraph {
    static final long SEED = 20_260_101L;
    private static final int LAYERS = 100;
    private static final int DEGREE = 3;

    private final int[][] dependencies;
    private final int[][] dependants;

    private TaskGraph(int[][] dependencies, int[][] dependants) {
        this.dependencies = dependencies;
        this.dependants = dependants;
    }

    /** A hundred layers; each task but the first layer's depends on three tasks of the layer before, drawn from {@link #SEED}. */
    static TaskGraph layered(int size) {
        int width = size / LAYERS;
        if (width < DEGREE) {
            throw new IllegalArgumentException(size + " tasks make no " + LAYERS + " layers of at least " + DEGREE);
        }
        Random random = new Random(SEED);
        int[][] dependencies = new int[size][];
        for (int task = 0; task < size; task++) {
            int layer = task / width;
            dependencies[task] = layer == 0
                    ? new int[0]
                    : random.ints((layer - 1) * width, layer * width)
                            .distinct()
                            .limit(DEGREE)
                            .toArray();
        }
        return of(dependencies);
    }

    /** Each task depends on the one before. */
    static TaskGraph chain(int size) {
        int[][] dependencies = new int[size][];
        for (int task = 0; task < size; task++) {
            dependencies[task] = task == 0 ? new int[0] : new int[] {task - 1};
        }
        return of(dependencies);
    }

    private static TaskGraph of(int[][] dependencies) {
        int[] counts = new int[dependencies.length];
        for (int[] list : dependencies) {
            for (int dependency : list) {
                counts[dependency]++;
            }
        }
        int[][] dependants = new int[dependencies.length][];
        Arrays.setAll(dependants, task -> new int[counts[task]]);
        for (int task = 0; task < dependencies.length; task++) {
            for (int dependency : dependencies[task]) {
                dependants[dependency][--counts[dependency]] = task;
            }
        }
        return new TaskGraph(dependencies, dependants);
    }

    /** By task, the tasks it depends on. */
    int[][] dependencies() {
        return dependencies;
    }

    /** By task, the tasks that depend on it. */
    int[][] dependants() {
        return dependants;
    }

    int size() {
        return dependencies.length;
    }

    int[] inDegrees() {
        return Arrays.stream(dependencies).mapToInt(list -> list.length).toArray();
    }

    /** Tasks that nobody waits for. */
    int leaves() {
        return (int) Arrays.stream(dependants).filter(list -> list.length == 0).count();
    }
}
