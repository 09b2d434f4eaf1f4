package dev.orchestration.state.event;

/**
 * One going-through of a node.
 *
 * @param node the node's index in the plan, from 0
 * @param item the element of a {@code for_each}, {@link #NO_ITEM} where there is none
 * @param n the how-manieth time, from 1
 */
public record Activation(int node, int item, int n) {
    public static final int NO_ITEM = -1;

    /** The first activation of a node that is no map. */
    public static Activation first(int node) {
        return new Activation(node, NO_ITEM, 1);
    }

    /** The next activation of the same node and item. */
    public Activation next() {
        return new Activation(node, item, n + 1);
    }

    /** The name people see: {@code step}, {@code step[item]}, {@code step#2}. */
    public String label(String step) {
        return step + (item == NO_ITEM ? "" : "[" + item + "]") + (n == 1 ? "" : "#" + n);
    }
}
