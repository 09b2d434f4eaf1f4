package dev.orchestration.core.schedule;

import dev.orchestration.core.event.ScheduleEvent;
import dev.orchestration.state.Clock;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.record.KindStamp;
import dev.orchestration.state.record.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires the schedules of a store, as its owner. First it records which times are to be run, of all schedules, then it has
 * their executions begun, each under a request key that names the time, and recorded that they have. Whoever comes after a
 * crash in between begins what was to be run and finds under its key what had begun already, so each time is run once. A
 * schedule that takes long to begin, or hangs, holds up neither the deciding nor the beginning of the others. Thread-safe.
 */
public final class ScheduleClerk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleClerk.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final ScheduleBook book;
    private final ScheduleFiring firing;
    private final Beginners beginners;
    private final Trouble trouble = new Trouble(LOG::warn);
    private final Clock clock;
    private final Executor errands;
    private final AtomicBoolean called = new AtomicBoolean();
    private volatile boolean closed;
    private volatile LongConsumer alarm = due -> {};
    private volatile long nextLook = Long.MAX_VALUE;
    private volatile long seen = -1;
    private volatile @Nullable KindStamp seenStamp;

    /** As they were seen last. Touched on {@code errands} only. */
    private List<RegisteredSchedule> known = List.of();

    /**
     * Makes one that sleeps until {@link #open}.
     *
     * @param errands runs one thing after the other, off the loop
     * @param lanes as {@code errands}, for beginning: so many schedules begin beside each other
     * @param news is told what happens, on the thread of an errand
     */
    public ScheduleClerk(
            Records records,
            ScheduleRuns runs,
            Clock clock,
            Executor errands,
            List<? extends Executor> lanes,
            Consumer<ScheduleEvent> news) {
        this.book = new ScheduleBook(records, clock);
        this.clock = clock;
        this.errands = errands;
        this.firing = new ScheduleFiring(book, runs, clock, this::look, news);
        this.beginners = new Beginners(lanes, clock, this::begin, LOG::warn);
    }

    /**
     * Begins to fire.
     *
     * @param since what was due before was missed, as nobody was there to fire
     * @param atTime has {@link #look()} called at a time of the wall clock, in microseconds since 1970, and forgets the one before
     */
    public void open(Instant since, LongConsumer atTime) {
        firing.from(since);
        alarm = atTime;
        look();
    }

    /** Has it look soon what has come, and what was changed; any thread may call it. */
    public void look() {
        if (!closed && called.compareAndSet(false, true)) {
            errands.execute(this::lookNow);
        }
    }

    /** Looks where somebody else changed something, or the time has come although the alarm was not heard. */
    public void lookIfNeeded() {
        if (!closed && called.compareAndSet(false, true)) {
            errands.execute(() -> {
                boolean needed = clock.micros() >= nextLook || isChanged();
                if (needed) {
                    lookNow();
                } else {
                    called.set(false);
                }
            });
        }
    }

    private boolean isChanged() {
        try {
            return hasNews();
        } catch (OrchestrationException e) {
            trouble.in(Trouble.ALL, e);
            return false;
        } catch (RuntimeException e) { // the look itself tells of it
            return true;
        }
    }

    /** What is written of sessions, say, is no reason to read the schedules again. */
    private boolean hasNews() {
        long revision = book.revision();
        if (revision == seen) {
            return false;
        }
        boolean news = !book.stamp().equals(seenStamp);
        if (!news) {
            seen = revision;
        }
        return news;
    }

    private void lookNow() {
        called.set(false);
        if (closed) {
            return;
        }
        long next;
        try {
            next = attend();
            trouble.over(Trouble.ALL);
        } catch (OrchestrationException e) {
            trouble.in(Trouble.ALL, e);
            next = clock.micros() + SOON.toNanos() / 1_000;
        } catch (RuntimeException e) { // a fault of ours in one look is no reason never to look again
            LOG.error("the schedules could not be looked at", e);
            next = clock.micros() + SOON.toNanos() / 1_000;
        }
        nextLook = next;
        if (next != Long.MAX_VALUE && !closed) {
            try {
                alarm.accept(next);
            } catch (OrchestrationException e) {
                trouble.in(Trouble.ALL, e);
            }
        }
    }

    private void begin(String name) {
        try {
            if (firing.begin(name)) {
                look();
            }
            trouble.over(name);
        } catch (OrchestrationException e) { // what it waits for is tried again with the next look
            trouble.in(name, e);
        } catch (RuntimeException e) { // a fault of ours with one is no reason to stop the others
            LOG.error("schedule {} could not be begun", name, e);
        }
    }

    /** Decides what has come for all, has begun what waits then, and says when the next is to come. */
    private long attend() {
        RuntimeException first = decide();
        Set<String> waiting = known.stream()
                .filter(ScheduleFiring::waits)
                .map(each -> each.schedule().name())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        trouble.onlyOf(waiting);
        waiting.forEach(beginners::call);
        long next = Long.MAX_VALUE;
        for (RegisteredSchedule each : known) {
            next = Math.min(next, firing.nextLook(each));
        }
        if (first != null) {
            throw first;
        }
        return next;
    }

    /** Gives what kept a schedule from being decided, null for nothing. */
    private @Nullable RuntimeException decide() {
        if (hasNews()) {
            long revision = book.revision();
            KindStamp stamp = book.stamp();
            known = book.all();
            seen = revision;
            seenStamp = stamp;
        }
        List<RegisteredSchedule> now = new ArrayList<>();
        RuntimeException first = null;
        for (RegisteredSchedule each : known) {
            try {
                RegisteredSchedule after = firing.decide(each);
                if (after != null) {
                    now.add(after);
                }
            } catch (RuntimeException e) { // what keeps one schedule is no reason to keep the others
                first = first == null ? e : first;
                now.add(each);
            }
        }
        known = now;
        return first;
    }

    /** Fires no more; what was begun goes on. Idempotent. */
    @Override
    public void close() {
        closed = true;
        firing.close();
    }
}
