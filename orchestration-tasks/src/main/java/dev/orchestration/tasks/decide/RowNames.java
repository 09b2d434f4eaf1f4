package dev.orchestration.tasks.decide;

import dev.orchestration.state.event.Activation;
import java.util.ArrayList;
import java.util.List;

/** How people call the rows of an execution: a step by its name, an item of its list as {@code step[0]}. */
public final class RowNames {
    private static final int MOST_DIGITS = 9;

    private RowNames() {}

    /** How people call the step, or item, of a row. */
    public static String of(ExecutionState state, int row) {
        int node = state.node(row);
        int item = state.items().item(row);
        String step = state.plan().name(node);
        return item == Activation.NO_ITEM ? step : new Activation(node, item, 1).label(step);
    }

    /** The row of a step, or of an item that there is; negative if there is none of this name. */
    public static int find(ExecutionState state, String name) {
        int node = state.plan().newest(name);
        return node >= 0 ? node : item(state, name);
    }

    private static int item(ExecutionState state, String name) {
        int bracket = name.lastIndexOf('[');
        String digits = bracket < 0 || !name.endsWith("]") ? "" : name.substring(bracket + 1, name.length() - 1);
        if (!digits.matches("0|[1-9][0-9]{0," + (MOST_DIGITS - 1) + "}")) {
            return -1;
        }
        int node = state.plan().newest(name.substring(0, bracket));
        MapItems map = node < 0 ? null : state.items().of(node);
        int item = Integer.parseInt(digits);
        return map == null || item >= map.count() ? -1 : map.first() + item;
    }

    /** The names of all steps. */
    static List<String> steps(ExecutionState state) {
        List<String> names = new ArrayList<>();
        for (int node = 0; node < state.plan().size(); node++) {
            names.add(state.plan().name(node));
        }
        return names;
    }
}
