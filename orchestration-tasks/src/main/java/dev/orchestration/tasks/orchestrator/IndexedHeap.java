package dev.orchestration.tasks.orchestrator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A binary heap whose elements know their place in it, so that one can move or leave in logarithmic time (Williams, 1964).
 * An element is in one heap at a time.
 */
final class IndexedHeap<E extends IndexedHeap.Element<E>> {
    /** What can be in a heap. */
    abstract static class Element<E> {
        /** Its index in the heap, -1 outside; the heap's alone. */
        int place = -1;

        /** Whether this one is nearer to the top than {@code other}; a total order. */
        abstract boolean isBefore(E other);

        final boolean isInHeap() {
            return place >= 0;
        }
    }

    private final List<E> elements = new ArrayList<>();

    @Nullable
    E peek() {
        return elements.isEmpty() ? null : elements.get(0);
    }

    int size() {
        return elements.size();
    }

    /** Adds an element, or moves it to where it belongs now. */
    void put(E element) {
        if (!element.isInHeap()) {
            set(elements.size(), element);
        }
        if (!up(element)) {
            down(element);
        }
    }

    /** Takes an element out; does nothing if it is not in. */
    void remove(E element) {
        int place = element.place;
        if (place < 0) {
            return;
        }
        element.place = -1;
        E last = elements.remove(elements.size() - 1);
        if (last != element) {
            set(place, last);
            if (!up(last)) {
                down(last);
            }
        }
    }

    private void set(int place, E element) {
        if (place == elements.size()) {
            elements.add(element);
        } else {
            elements.set(place, element);
        }
        element.place = place;
    }

    private boolean up(E element) {
        int from = element.place;
        int place = from;
        while (place > 0) {
            E parent = elements.get((place - 1) >>> 1);
            if (!element.isBefore(parent)) {
                break;
            }
            set(place, parent);
            place = (place - 1) >>> 1;
        }
        if (place != from) {
            set(place, element);
        }
        return place != from;
    }

    private void down(E element) {
        int place = element.place;
        for (int child = 2 * place + 1; child < elements.size(); child = 2 * place + 1) {
            if (child + 1 < elements.size() && elements.get(child + 1).isBefore(elements.get(child))) {
                child++;
            }
            E smaller = elements.get(child);
            if (!smaller.isBefore(element)) {
                break;
            }
            set(place, smaller);
            place = child;
        }
        set(place, element);
    }
}
