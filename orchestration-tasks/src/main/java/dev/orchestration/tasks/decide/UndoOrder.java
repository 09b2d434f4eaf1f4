package dev.orchestration.tasks.decide;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * In which order completed rows are undone: whatever completed last first, but before it what depends on it. Those two
 * disagree where a retry by hand did a step again, and not what depends on it, as that could not be undone. Pure.
 */
final class UndoOrder {
    /** {@code latest}: the place in the order of completion of the row, or of what it depends on if that came later. */
    private record Due(int row, int latest, int rank, int place) {}

    private static final Comparator<Due> ORDER = Comparator.comparingInt(Due::latest)
            .thenComparingInt(Due::rank)
            .thenComparingInt(Due::place)
            .reversed();

    private UndoOrder() {}

    /** The rows of {@code completed}, which are in the order of completion. */
    static List<Integer> of(Collection<Integer> completed, ExecutionPlan plan, Items items) {
        int[] last = new int[plan.size()];
        int place = 0;
        for (int row : completed) {
            last[items.node(row)] = ++place;
        }
        int[] order = plan.inTopologicalOrder();
        int[] ranks = new int[plan.size()];
        int[] above = new int[plan.size()];
        for (int rank = 0; rank < order.length; rank++) {
            int node = order[rank];
            ranks[node] = rank;
            for (int i = 0; i < plan.dependencyCount(node); i++) {
                int dependency = plan.dependency(node, i);
                above[node] = Math.max(above[node], Math.max(last[dependency], above[dependency]));
            }
        }
        List<Due> due = new ArrayList<>(completed.size());
        for (int row : completed) {
            int node = items.node(row);
            due.add(new Due(row, Math.max(due.size() + 1, above[node]), ranks[node], due.size() + 1));
        }
        due.sort(ORDER);
        return due.stream().map(Due::row).toList();
    }
}
