package dev.orchestration.workflow.dag;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns names into numbers, once. Edges that cannot be are left out and become faults. Confined to one thread. */
final class DagBuilder {
    private final List<String> names;
    private final Map<String, Integer> indexes;
    private final List<DagFault> faults = new ArrayList<>();

    DagBuilder(List<String> names) {
        this.names = List.copyOf(names);
        indexes = new HashMap<>(names.size() * 2);
        for (int i = 0; i < names.size(); i++) {
            if (indexes.putIfAbsent(names.get(i), i) != null) {
                faults.add(new DagFault(DagFault.Kind.DUPLICATE, List.of(names.get(i))));
            }
        }
    }

    WorkflowDAG build(List<? extends List<String>> dependencies) {
        int[] starts = new int[names.size() + 1];
        int[] declaredBy = new int[names.size()];
        Arrays.fill(declaredBy, -1);
        IntList targets = new IntList();
        for (int node = 0; node < names.size(); node++) {
            for (String dependency : dependencies.get(node)) {
                int target = resolve(node, dependency);
                if (target >= 0 && declaredBy[target] != node) {
                    declaredBy[target] = node;
                    targets.add(target);
                }
            }
            starts[node + 1] = targets.size();
        }
        return new WorkflowDAG(names, indexes, new Edges(starts, targets.toArray()), faults);
    }

    private int resolve(int node, String dependency) {
        String name = names.get(node);
        Integer target = indexes.get(dependency);
        if (dependency.equals(name)) {
            faults.add(new DagFault(DagFault.Kind.SELF_DEPENDENCY, List.of(name)));
            return -1;
        }
        if (target == null) {
            faults.add(new DagFault(DagFault.Kind.MISSING_DEPENDENCY, List.of(name, dependency)));
            return -1;
        }
        return target;
    }
}
