package dev.orchestration.benchmarks.work;

import java.util.Arrays;
import java.util.Random;

/** Tasks by number and their edges in both directions. Immutable by convention: nobody writes to the arrays it gives. */
public final class TaskGraph {
    public static final long SEED = 20_260_101L;
    private static final int LAYERS = 100;
    private static final int DEGREE = 3;

    private final int[][] dependencies;
    private final int[][] dependants;

    private TaskGraph(int[][] dependencies, int[][] dependants) {
        this.dependencies = dependencies;
        this.dependants = dependants;
    }

    /** A hundred layers; each task but the first layer's depends on three tasks of the layer before, drawn from {@link #SEED}. */
    public static TaskGraph layered(int size) {
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
    public static TaskGraph chain(int size) {
        return chains(1, size);
    }

    /** So many chains beside each other, which have nothing to do with each other: a task's number modulo them is its chain. */
    public static TaskGraph chains(int count, int length) {
        int[][] dependencies = new int[count * length][];
        for (int task = 0; task < dependencies.length; task++) {
            dependencies[task] = task < count ? new int[0] : new int[] {task - count};
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
    public int[][] dependencies() {
        return dependencies;
    }

    /** By task, the tasks that depend on it. */
    public int[][] dependants() {
        return dependants;
    }

    public int size() {
        return dependencies.length;
    }

    public int[] inDegrees() {
        return Arrays.stream(dependencies).mapToInt(list -> list.length).toArray();
    }

    /** Tasks that nobody waits for. */
    public int leaves() {
        return (int) Arrays.stream(dependants).filter(list -> list.length == 0).count();
    }
}
