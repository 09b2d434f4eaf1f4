package dev.orchestration.benchmarks.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a reader of a file hands over: names, and for each the names it depends on, every mention a text of its own.
 *
 * @param layers how many there are; each task's level is its layer
 */
record Declarations(List<String> names, List<List<String>> dependencies, int layers) {
    static final long SEED = 20_260_101L;
    private static final int LAYERS = 100;
    private static final int DEGREE = 3;

    /** Each task but the first layer's depends on three tasks of the layer before. */
    static Declarations layered(int size) {
        int width = size / LAYERS;
        if (width < DEGREE) {
            throw new IllegalArgumentException(size + " tasks make no " + LAYERS + " layers of at least " + DEGREE);
        }
        Random random = new Random(SEED);
        List<String> names = new ArrayList<>(size);
        List<List<String>> dependencies = new ArrayList<>(size);
        for (int task = 0; task < size; task++) {
            int layer = task / width;
            names.add(name(task));
            dependencies.add(
                    layer == 0
                            ? List.of()
                            : random.ints((layer - 1) * width, layer * width)
                                    .distinct()
                                    .limit(DEGREE)
                                    .mapToObj(Declarations::name)
                                    .toList());
        }
        return new Declarations(names, dependencies, LAYERS);
    }

    /** The same with one cycle's worth of trouble: a task of the first layer depends on one of the last that needs it. */
    static Declarations cyclic(int size) {
        Declarations layered = layered(size);
        List<List<String>> dependencies = new ArrayList<>(layered.dependencies);
        String last = layered.names.get(size - 1);
        int task = size - 1;
        while (!dependencies.get(task).isEmpty()) {
            task = number(dependencies.get(task).get(0));
        }
        dependencies.set(task, List.of(last));
        return new Declarations(layered.names, dependencies, LAYERS);
    }

    private static String name(int task) {
        return "task-" + task;
    }

    /** The number within a name that {@link #layered} gave. */
    static int number(String name) {
        return Integer.parseInt(name.substring(name.indexOf('-') + 1));
    }

    int size() {
        return names.size();
    }

    /** The level that a task must get. */
    int level(int task) {
        return task / (size() / layers);
    }
}
