package dev.orchestration.benchmarks.graph;

import java.util.Arrays;
import java.util.List;

/**
 * The limit: names in an open-addressed table, edges in two int arrays each way, nothing else. It knows a cycle, but not
 * which; it keeps no faults.
 */
final class IntGraph {
    private final String[] names;
    private final int[] hashes;
    private final int[] table;
    private final int[] starts;
    private final int[] targets;
    private final int[] dependantStarts;
    private final int[] dependants;
    private final int[] order;
    private final int[] levels;

    private IntGraph(List<String> declared, List<List<String>> dependencies) {
        names = declared.toArray(new String[0]);
        int size = names.length;
        hashes = new int[size];
        table = new int[Integer.highestOneBit(Math.max(size, 1)) * 4];
        for (int node = 0; node < size; node++) {
            int slot = slot(names[node]);
            if (table[slot] != 0) {
                throw new IllegalArgumentException(names[node] + " is used twice");
            }
            table[slot] = node + 1;
            hashes[node] = names[node].hashCode();
        }
        starts = new int[size + 1];
        for (int node = 0; node < size; node++) {
            starts[node + 1] = starts[node] + dependencies.get(node).size();
        }
        targets = new int[starts[size]];
        dependantStarts = new int[size + 1];
        resolve(dependencies);
        dependants = new int[targets.length];
        reverse();
        order = sort();
        levels = level();
    }

    static Made make(Declarations declarations) {
        IntGraph graph = new IntGraph(declarations.names(), declarations.dependencies());
        return new Made(graph, graph.order, graph.levels);
    }

    private int slot(String name) {
        int mask = table.length - 1;
        int hash = name.hashCode();
        int slot = (hash ^ hash >>> 16) & mask;
        while (table[slot] != 0 && !isAt(slot, hash, name)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean isAt(int slot, int hash, String name) {
        int node = table[slot] - 1;
        return hashes[node] == hash && names[node].equals(name);
    }

    private void resolve(List<List<String>> dependencies) {
        for (int node = 0; node < dependencies.size(); node++) {
            int at = starts[node];
            for (String dependency : dependencies.get(node)) {
                int target = table[slot(dependency)] - 1;
                if (target < 0 || target == node) {
                    throw new IllegalArgumentException(names[node] + " cannot depend on " + dependency);
                }
                targets[at++] = target;
                dependantStarts[target + 1]++;
            }
        }
        for (int node = 0; node < dependencies.size(); node++) {
            dependantStarts[node + 1] += dependantStarts[node];
        }
    }

    private void reverse() {
        int[] next = Arrays.copyOf(dependantStarts, names.length);
        for (int node = 0; node < names.length; node++) {
            for (int i = starts[node]; i < starts[node + 1]; i++) {
                dependants[next[targets[i]]++] = node;
            }
        }
    }

    /** First in, first out. */
    private int[] sort() {
        int size = names.length;
        int[] sorted = new int[size];
        int[] open = new int[size];
        int end = 0;
        for (int node = 0; node < size; node++) {
            open[node] = starts[node + 1] - starts[node];
            if (open[node] == 0) {
                sorted[end++] = node;
            }
        }
        for (int at = 0; at < end; at++) {
            for (int i = dependantStarts[sorted[at]]; i < dependantStarts[sorted[at] + 1]; i++) {
                if (--open[dependants[i]] == 0) {
                    sorted[end++] = dependants[i];
                }
            }
        }
        if (end < size) {
            throw new IllegalArgumentException("there is a cycle");
        }
        return sorted;
    }

    private int[] level() {
        int[] level = new int[names.length];
        for (int node : order) {
            for (int i = starts[node]; i < starts[node + 1]; i++) {
                level[node] = Math.max(level[node], level[targets[i]] + 1);
            }
        }
        return level;
    }
}
