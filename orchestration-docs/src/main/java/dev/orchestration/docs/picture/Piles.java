package dev.orchestration.docs.picture;

import dev.orchestration.workflow.dag.WorkflowDAG;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which tasks of a graph are drawn as one: the largest levels become piles, one after the other, until few enough nodes are
 * left; if there are too many levels even so, neighbouring ones are put together. Arrows still lead downwards only.
 */
final class Piles {
    private final List<List<Integer>> members;
    private final int[] places;

    private Piles(List<List<Integer>> members, int[] places) {
        this.members = List.copyOf(members);
        this.places = places;
    }

    /** By node of the picture, the tasks for which it stands, ascending. */
    List<List<Integer>> members() {
        return members;
    }

    /** The node of the picture that stands for a task. */
    int place(int task) {
        return places[task];
    }

    static Piles of(WorkflowDAG dag, int most) {
        List<List<Integer>> levels = levels(dag);
        if (levels.size() > most) {
            return placed(ranges(levels, most), dag.size());
        }
        Set<Integer> piled = new HashSet<>();
        int nodes = dag.size();
        List<Integer> largest = new ArrayList<>();
        for (int level = 0; level < levels.size(); level++) {
            largest.add(level);
        }
        largest.sort(Comparator.comparingInt(level -> -levels.get(level).size()));
        for (int i = 0; i < largest.size() && nodes > most; i++) {
            piled.add(largest.get(i));
            nodes -= levels.get(largest.get(i)).size() - 1;
        }
        List<List<Integer>> members = new ArrayList<>();
        for (int level = 0; level < levels.size(); level++) {
            if (piled.contains(level)) {
                members.add(levels.get(level));
            } else {
                levels.get(level).forEach(task -> members.add(List.of(task)));
            }
        }
        return placed(members, dag.size());
    }

    private static List<List<Integer>> levels(WorkflowDAG dag) {
        List<List<Integer>> levels = new ArrayList<>();
        int[] level = dag.levels();
        for (int task = 0; task < level.length; task++) {
            while (levels.size() <= level[task]) {
                levels.add(new ArrayList<>());
            }
            levels.get(level[task]).add(task);
        }
        return levels;
    }

    private static List<List<Integer>> ranges(List<List<Integer>> levels, int most) {
        List<List<Integer>> ranges = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            int from = (int) ((long) levels.size() * i / most);
            int to = (int) ((long) levels.size() * (i + 1) / most);
            List<Integer> range = new ArrayList<>();
            levels.subList(from, to).forEach(range::addAll);
            ranges.add(range);
        }
        return ranges;
    }

    private static Piles placed(List<List<Integer>> members, int size) {
        int[] places = new int[size];
        for (int node = 0; node < members.size(); node++) {
            for (int task : members.get(node)) {
                places[task] = node;
            }
        }
        return new Piles(members, places);
    }
}
