package dev.orchestration.tasks.decide;

import dev.orchestration.state.Failure;
import dev.orchestration.tasks.TaskStatus;
import java.util.ArrayList;
import java.util.List;

/** What people have to know of an execution whose compensations did not all succeed. Pure. */
final class NotUndone {
    private static final int MOST_NAMED = 10;

    private NotUndone() {}

    /** The failure, with what is left of the execution beside it. */
    static Failure added(Failure why, ExecutionState state) {
        List<String> left = new ArrayList<>();
        for (int node = state.plan().steps(); node < state.plan().size(); node++) {
            TaskStatus status = state.status(node);
            if (status == TaskStatus.FAILED || status == TaskStatus.CANCELLED) {
                add(state, node, left);
            }
        }
        if (left.isEmpty()) {
            return why;
        }
        int named = Math.min(left.size(), MOST_NAMED);
        String more = left.size() > named ? " and " + (left.size() - named) + " more" : "";
        String message = why.message() + "; not undone: " + String.join(", ", left.subList(0, named)) + more
                + "; undo that by hand; a retry keeps what is not undone as completed";
        return new Failure(why.type(), message, why.kind());
    }

    /** Of one that goes through a list those elements that are left. */
    private static void add(ExecutionState state, int node, List<String> left) {
        String undone = "step " + state.plan().name(state.plan().phases().undone(node));
        MapItems items = state.items().of(node);
        if (items == null) {
            left.add(undone + why(state, node));
            return;
        }
        for (int row = items.first(); row < items.end(); row++) {
            TaskStatus status = state.status(row);
            if (status == TaskStatus.FAILED || status == TaskStatus.CANCELLED) {
                left.add(undone + "[" + (row - items.first()) + "]" + why(state, row));
            }
        }
    }

    private static String why(ExecutionState state, int row) {
        Failure error = state.nodes().error(row);
        return " (" + (error == null ? "cancelled" : error.message()) + ")";
    }
}
