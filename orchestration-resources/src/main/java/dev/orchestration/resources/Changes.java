package dev.orchestration.resources;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what happened. Events are put down under the desk's lock, so their order is that of what they tell, and told
 * outside of it by one thread at a time: whoever comes while another tells leaves its events to that one. Thread-safe.
 */
final class Changes {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private final List<Runnable> onRelease = new CopyOnWriteArrayList<>();
    private final List<ResourceListener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<ResourceEvent> untold = new ConcurrentLinkedQueue<>();

    /** How often somebody wanted to tell since the last one who tells began or looked again. */
    private final AtomicInteger wanted = new AtomicInteger();

    private final AtomicLong faults = new AtomicLong();

    List<Runnable> onRelease() {
        return onRelease;
    }

    List<ResourceListener> listeners() {
        return listeners;
    }

    /** Whether an event would be told to anybody; making one can be spared otherwise. */
    boolean areHeard() {
        return !listeners.isEmpty();
    }

    void add(ResourceEvent event) {
        untold.add(event);
    }

    /** @param freed whether more can be had now than before */
    void tell(boolean freed) {
        if (!untold.isEmpty()) {
            tellInOrder();
        }
        if (freed) {
            for (Runnable each : onRelease) {
                guarded(each);
            }
        }
    }

    private void tellInOrder() {
        if (wanted.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (ResourceEvent event = untold.poll(); event != null; event = untold.poll()) {
                ResourceEvent told = event;
                for (ResourceListener listener : listeners) {
                    guarded(() -> listener.happened(told));
                }
            }
            seen = wanted.addAndGet(-seen);
        } while (seen != 0);
    }

    /** A listener is foreign code. */
    private void guarded(Runnable listener) {
        try {
            listener.run();
        } catch (Throwable e) { // an AssertionError harms nobody else either
            faults.incrementAndGet();
            LOG.warn("a listener of resources failed", e);
        }
    }

    long faults() {
        return faults.get();
    }
}
