package dev.orchestration.core.schedule;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Times;
import dev.orchestration.state.record.Records;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires the schedules of a store, as its owner. First it records which times are to be run, then it begins their executions,
 * each under a request key that names the time, then it records that they have begun. Whoever comes after a crash in between
 * begins what was to be run and finds under its key what had begun already, so each time is run once. Thread-safe.
 */
public final class ScheduleClerk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleClerk.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final ScheduleBook book;
    private final ScheduleRuns runs;
    private final Clock clock;
    private final Executor errands;
    private final Consumer<ScheduleNews> news;
    private final AtomicBoolean called = new AtomicBoolean();
    private volatile boolean closed;
    private volatile LongConsumer alarm = due -> {};
    private volatile long nextLook = Long.MAX_VALUE;
    private volatile long seen = -1;

    @GuardedBy("this")
    private List<RegisteredSchedule> known = List.of();

    private @Nullable String trouble;

    /**
     * Makes one that sleeps until {@link #open}.
     *
     * @param errands runs one thing after the other, off the loop
     * @param news is told what happens, on the thread of an errand
     */
    public ScheduleClerk(
            Records records, ScheduleRuns runs, Clock clock, Executor errands, Consumer<ScheduleNews> news) {
        this.book = new ScheduleBook(records, clock);
        this.runs = runs;
        this.clock = clock;
        this.errands = errands;
        this.news = news;
    }

    /**
     * Begins to fire.
     *
     * @param atTime has {@link #look()} called at a time of the wall clock, in microseconds since 1970, and forgets the one before
     */
    public void open(LongConsumer atTime) {
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
            return book.revision() != seen;
        } catch (OrchestrationException e) {
            inTrouble(e);
            return false;
        }
    }

    private void lookNow() {
        called.set(false);
        if (closed) {
            return;
        }
        long next;
        try {
            next = attend();
            trouble = null;
        } catch (OrchestrationException e) {
            inTrouble(e);
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
                inTrouble(e);
            }
        }
    }

    private void inTrouble(OrchestrationException e) {
        if (e.code() != ErrorCode.CLOSED && !Objects.equals(trouble, e.getMessage())) {
            trouble = e.getMessage();
            LOG.warn("schedules wait: {}", e.getMessage());
        }
    }

    /** Does what has come to be done, and says when the next is to come. */
    private synchronized long attend() {
        long revision = book.revision();
        if (revision != seen) {
            known = book.all();
            seen = revision;
        }
        List<RegisteredSchedule> now = new ArrayList<>();
        long next = Long.MAX_VALUE;
        for (RegisteredSchedule each : known) {
            RegisteredSchedule after = each.schedule().paused() ? each : attend(each);
            if (after != null) {
                now.add(after);
                next = Math.min(next, nextLook(after));
            }
        }
        known = now;
        return next;
    }

    private long nextLook(RegisteredSchedule schedule) {
        if (schedule.schedule().paused()) {
            return Long.MAX_VALUE;
        }
        if (!schedule.state().waiting().isEmpty()) {
            return clock.micros() + SOON.toNanos() / 1_000;
        }
        Instant next = schedule.schedule().times().next(schedule.state().last());
        // Rounded up: before its nanosecond nothing is due.
        return next == null ? Long.MAX_VALUE : ChronoUnit.MICROS.between(Instant.EPOCH, next.plusNanos(999));
    }

    /** Null if it is gone meanwhile. */
    private @Nullable RegisteredSchedule attend(RegisteredSchedule schedule) {
        String name = schedule.schedule().name();
        try {
            RegisteredSchedule decided = decide(name, schedule);
            return begin(name, decided);
        } catch (OrchestrationException e) {
            if (e.code() == ErrorCode.UNKNOWN_SCHEDULE) {
                return null;
            }
            throw e;
        }
    }

    private RegisteredSchedule decide(String name, RegisteredSchedule schedule) {
        Instant now = now();
        if (Decision.of(schedule, now, false) == null) {
            return schedule;
        }
        List<Decision.Left> left = new ArrayList<>();
        RegisteredSchedule decided = book.change(name, before -> {
            left.clear();
            Decision decision = before.schedule().paused() ? null : Decision.of(before, now, isBusy(before));
            if (decision == null) {
                return null;
            }
            left.addAll(decision.left());
            return before.with(decision.state());
        });
        left.forEach(each -> tellLeft(name, each));
        return decided;
    }

    private void tellLeft(String name, Decision.Left left) {
        LOG.warn("schedule {}: {} of its times, up to {}, left out: {}", name, left.count(), left.newest(), left.why());
        tell("skipped", name, left.newest(), null, left.count() == 1 ? left.why() : left.count() + " " + left.why());
    }

    private boolean isBusy(RegisteredSchedule schedule) {
        ScheduleState.Run latest = schedule.state().latest();
        return latest != null && runs.isOpen(latest.execution());
    }

    private RegisteredSchedule begin(String name, RegisteredSchedule decided) {
        RegisteredSchedule now = decided;
        boolean beside = decided.schedule().policy().overlap() == Overlap.PARALLEL;
        while (!closed
                && !now.schedule().paused()
                && !now.state().waiting().isEmpty()
                && (beside || !isBusy(now))) {
            now = beginOne(name, now, now.state().waiting().get(0));
        }
        return now;
    }

    private RegisteredSchedule beginOne(String name, RegisteredSchedule schedule, Instant time) {
        try {
            ExecutionId execution = runs.begin(schedule.schedule(), time, this::look);
            RegisteredSchedule after = book.change(
                    name, before -> before.with(before.state().begun(time, execution)));
            tell("fired", name, time, execution, null);
            return after;
        } catch (OrchestrationException e) {
            if (isForLater(e.code())) {
                throw e;
            }
            LOG.warn("schedule {} could not begin its run of {}: {}", name, time, e.getMessage());
            var problem = new ScheduleState.Problem(now(), time, String.valueOf(e.getMessage()));
            RegisteredSchedule after = book.change(
                    name, before -> before.with(before.state().refused(time, problem)));
            tell("failed", name, time, null, problem.message());
            return after;
        }
    }

    /** Whether it says nothing about the schedule, but about the engine or the store; or that it is gone. */
    private static boolean isForLater(ErrorCode code) {
        return switch (code) {
            case CLOSED, QUEUE_FULL, STORE_OWNED, STORE_FENCED, STORE_UNAVAILABLE, STORE_FULL, STORE_BUSY -> true;
            case STORE_UNREACHABLE, TIMEOUT, UNKNOWN_SCHEDULE -> true;
            default -> false;
        };
    }

    private void tell(
            String change,
            String name,
            @Nullable Instant time,
            @Nullable ExecutionId execution,
            @Nullable String problem) {
        news.accept(new ScheduleNews(clock.micros(), change, name, time, execution, problem));
    }

    private Instant now() {
        return Times.instant(clock.micros());
    }

    /** Fires no more; what was begun goes on. Idempotent. */
    @Override
    public void close() {
        closed = true;
    }
}
