package dev.orchestration.workflow.dag;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Turns names into numbers, once. Edges that cannot be are left out and become faults. Confined to one thread. */
final class DagBuilder {
    /** From so many dependencies of one task on, a repeated one is found by a mark instead of a look at all before it. */
    private static final int MANY = 16;

    private final List<String> names;
    private final NameIndex index;
    private final List<DagFault> faults = new ArrayList<>();
    private int[] declaredBy = {};

    /** @throws IllegalArgumentException if there are more than {@link WorkflowDAG#MAX_TASKS} */
    DagBuilder(List<String> names) {
        if (names.size() > WorkflowDAG.MAX_TASKS) {
            throw new IllegalArgumentException(names.size() + " tasks, more than " + WorkflowDAG.MAX_TASKS);
        }
        this.names = List.copyOf(names);
        index = new NameIndex(this.names, place -> fault(DagFault.Kind.DUPLICATE, this.names.get(place)));
    }

    static WorkflowDAG of(List<DAGTask> tasks, Map<String, ? extends List<String>> more) {
        DagBuilder builder = new DagBuilder(tasks.stream().map(DAGTask::name).toList());
        List<List<String>> dependencies =
                new ArrayList<>(tasks.stream().map(DAGTask::dependencies).toList());
        for (String name : more.keySet().stream().sorted().toList()) { // the order of a hash must not be seen in faults
            int node = builder.index.find(name);
            if (node < 0) {
                builder.fault(DagFault.Kind.UNKNOWN_TASK, name);
            } else {
                List<String> all = new ArrayList<>(dependencies.get(node));
                all.addAll(more.get(name));
                dependencies.set(node, all);
            }
        }
        return new WorkflowDAG(builder, tasks, builder.edges(dependencies));
    }

    NameIndex index() {
        return index;
    }

    List<String> names() {
        return names;
    }

    List<DagFault> faults() {
        return faults;
    }

    void fault(DagFault.Kind kind, String... about) {
        faults.add(new DagFault(kind, List.of(about)));
    }

    /** @throws IllegalArgumentException if there are not as many lists as names */
    Edges edges(List<? extends List<String>> dependencies) {
        if (names.size() != dependencies.size()) {
            throw new IllegalArgumentException(names.size() + " names, but dependencies of " + dependencies.size());
        }
        int[] starts = new int[names.size() + 1];
        IntList targets = new IntList(expected(dependencies));
        for (int node = 0; node < names.size(); node++) {
            for (String dependency : dependencies.get(node)) {
                int target = resolve(node, dependency);
                if (target >= 0 && isNew(node, target, starts[node], targets)) {
                    targets.add(target);
                }
            }
            starts[node + 1] = targets.size();
        }
        return new Edges(starts, targets.takeArray());
    }

    /** Lists may be huge and all the same, so what they promise is believed only up to a point. */
    private int expected(List<? extends List<String>> dependencies) {
        long sum = 0;
        for (int node = 0; node < names.size(); node++) {
            sum += dependencies.get(node).size();
        }
        return (int) Math.min(sum, 1 << 24);
    }

    private int resolve(int node, String dependency) {
        int target = index.find(dependency);
        if (target < 0) {
            fault(DagFault.Kind.MISSING_DEPENDENCY, names.get(node), dependency);
        } else if (target == node || isNamesake(node, dependency)) {
            fault(DagFault.Kind.SELF_DEPENDENCY, dependency);
            return -1;
        }
        return target;
    }

    /** A name that is used twice stands for its first place, also where its second asks for it. */
    private boolean isNamesake(int node, String dependency) {
        return !faults.isEmpty() && names.get(node).equals(dependency);
    }

    private boolean isNew(int node, int target, int start, IntList targets) {
        if (targets.size() - start < MANY) {
            for (int i = start; i < targets.size(); i++) {
                if (targets.get(i) == target) {
                    return false;
                }
            }
            return true;
        }
        return isNewAmongMany(node, target, start, targets);
    }

    private boolean isNewAmongMany(int node, int target, int start, IntList targets) {
        if (declaredBy.length == 0) {
            declaredBy = new int[names.size()];
            Arrays.fill(declaredBy, -1);
        }
        if (targets.size() - start == MANY) {
            for (int i = start; i < targets.size(); i++) {
                declaredBy[targets.get(i)] = node;
            }
        }
        boolean isNew = declaredBy[target] != node;
        declaredBy[target] = node;
        return isNew;
    }
}
