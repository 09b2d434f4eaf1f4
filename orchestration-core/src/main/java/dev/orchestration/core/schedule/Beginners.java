package dev.orchestration.core.schedule;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does something for each of several schedules, for some of them beside each other, for none twice at once. So one that hangs
 * keeps only a lane from the others. Thread-safe; nothing is done under the lock.
 */
final class Beginners {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Clock clock;
    private final Consumer<String> work;
    private final Consumer<String> warnings;
    private final int lanes;

    @GuardedBy("this")
    private final Deque<Executor> idle;

    @GuardedBy("this")
    private final Set<String> called = new LinkedHashSet<>();

    /** Since when each is under way, on a steady clock. */
    @GuardedBy("this")
    private final Map<String, Long> underWay = new LinkedHashMap<>();

    @GuardedBy("this")
    private boolean told;

    /**
     * Makes some.
     *
     * @param lanes each runs one thing after the other; the first is taken before the others
     * @param work is done for a name
     * @param warnings is told once if all lanes hang, for as long as they do, and must be quick
     */
    Beginners(List<? extends Executor> lanes, Clock clock, Consumer<String> work, Consumer<String> warnings) {
        this.idle = new ArrayDeque<>(lanes);
        this.lanes = lanes.size();
        this.clock = clock;
        this.work = work;
        this.warnings = warnings;
    }

    /** Has the work done for it soon, once more if it is under way. */
    void call(String name) {
        Executor lane;
        synchronized (this) {
            called.add(name);
            if (underWay.containsKey(name)) {
                return;
            }
            lane = idle.poll();
            if (lane == null) {
                tellIfStuck();
                return;
            }
        }
        lane.execute(() -> workOff(lane));
    }

    private void workOff(Executor lane) {
        String name = next(lane);
        if (name == null) {
            return;
        }
        try {
            work.accept(name);
        } finally { // even an error keeps no lane from those that wait
            done(name);
            lane.execute(() -> workOff(lane));
        }
    }

    private synchronized void done(String name) {
        underWay.remove(name);
        told = false;
    }

    /** The next for which the work is to be done; if there is none, the lane is idle. */
    private synchronized @Nullable String next(Executor lane) {
        Iterator<String> names = called.iterator();
        while (names.hasNext()) {
            String name = names.next();
            if (!underWay.containsKey(name)) {
                names.remove();
                underWay.put(name, clock.nanos());
                return name;
            }
        }
        idle.push(lane);
        return null;
    }

    /** A lane that was taken is under way only once its thread has come to it: until then it does not hang. */
    @GuardedBy("this")
    private void tellIfStuck() {
        long longAgo = clock.nanos() - LONG.toNanos();
        if (!told && underWay.size() == lanes && underWay.values().stream().allMatch(since -> since < longAgo)) {
            told = true;
            warnings.accept("schedules wait, as these have been about to begin for more than " + LONG.toSeconds()
                    + " s: " + String.join(", ", underWay.keySet()));
        }
    }
}
