package dev.orchestration.workflow.expression;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/**
 * A list that CEL's {@code +} made. CEL builds the result of {@code map} and {@code filter} by adding one element at a
 * time; the backing list is shared by all of them and only the longest one appends to it, so that this costs no copies.
 * Immutable to whoever looks at it; confined to the thread of its evaluation.
 */
final class GrowingList extends AbstractList<Object> implements RandomAccess {
    static final int MOST = 100_000;

    private final List<Object> backing;
    private final int size;

    private GrowingList(List<Object> backing) {
        this.backing = backing;
        this.size = backing.size();
    }

    static List<Object> concatenation(List<?> left, List<?> right) {
        Budget budget = Budget.current();
        if (right.size() > MOST - Math.min(MOST, left.size())) {
            throw new Budget.Exceeded("a list of more than " + MOST + " elements");
        }
        budget.draw(1 + right.size());
        if (left instanceof GrowingList growing && growing.size == growing.backing.size()) {
            growing.backing.addAll(List.copyOf(right));
            return new GrowingList(growing.backing);
        }
        budget.draw(left.size());
        List<Object> backing = new ArrayList<>(left);
        backing.addAll(right);
        return new GrowingList(backing);
    }

    @Override
    public Object get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return backing.get(index);
    }

    @Override
    public int size() {
        return size;
    }
}
