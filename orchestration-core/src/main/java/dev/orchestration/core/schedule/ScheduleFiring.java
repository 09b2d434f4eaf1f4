package dev.orchestration.core.schedule;

import dev.orchestration.core.event.ScheduleEvent;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does for a schedule what has come to be done. One thread at a time decides; for one schedule one at a time begins. Any may
 * close it.
 */
final class ScheduleFiring {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleFiring.class);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final ScheduleBook book;
    private final ScheduleRuns runs;
    private final Clock clock;
    private final Runnable ended;
    private final Consumer<ScheduleEvent> news;
    /** What was due before was missed: nobody was there. Volatile, as it is set by whoever begins. */
    private volatile Instant since;

    private volatile boolean closed;

    /**
     * Makes one.
     *
     * @param ended is called, by any thread, when a run has ended
     */
    ScheduleFiring(ScheduleBook book, ScheduleRuns runs, Clock clock, Runnable ended, Consumer<ScheduleEvent> news) {
        this.book = book;
        this.runs = runs;
        this.clock = clock;
        this.ended = ended;
        this.news = news;
        this.since = now();
    }

    /** What is due from {@code time} on is not missed. */
    void from(Instant time) {
        since = time;
    }

    /** Nothing more begins. */
    void close() {
        closed = true;
    }

    /** When it wants to be attended again, in microseconds since 1970. */
    long nextLook(RegisteredSchedule schedule) {
        if (schedule.schedule().paused()) {
            return Long.MAX_VALUE;
        }
        if (!schedule.state().waiting().isEmpty()) {
            return clock.micros() + SOON.toNanos() / 1_000;
        }
        Instant next = schedule.schedule().times().next(schedule.state().last());
        // Rounded up: before its nanosecond nothing is due.
        return next == null ? Long.MAX_VALUE : micros(next.plusNanos(999));
    }

    /** Whether times are to be begun, as far as the schedule itself goes. */
    static boolean waits(RegisteredSchedule schedule) {
        return !schedule.schedule().paused() && !schedule.state().waiting().isEmpty();
    }

    /** Records what becomes of the times that have come; gives it as it stands then, null if it is gone meanwhile. */
    @Nullable
    RegisteredSchedule decide(RegisteredSchedule schedule) {
        if (schedule.schedule().paused()) {
            return schedule;
        }
        try {
            return decide(schedule.schedule().name(), schedule);
        } catch (OrchestrationException e) {
            if (e.code() == ErrorCode.UNKNOWN_SCHEDULE) {
                return null;
            }
            throw e;
        }
    }

    private RegisteredSchedule decide(String name, RegisteredSchedule schedule) {
        Instant now = now();
        if (now.isBefore(since)) { // the clock was put back: what comes from now on is fired by us
            since = now;
        }
        Instant firing = since;
        if (Decision.of(schedule, firing, now, false) == null) {
            return schedule;
        }
        List<Decision.Left> left = new ArrayList<>();
        RegisteredSchedule decided = book.change(name, before -> {
            left.clear();
            Decision decision = before.schedule().paused() ? null : Decision.of(before, firing, now, isBusy(before));
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

    /** Begins what waits, as far as it may; says whether that changed anything. It may be gone meanwhile. */
    boolean begin(String name) {
        Optional<RegisteredSchedule> found = book.find(name);
        try {
            return found.isPresent() && !begin(name, found.get()).equals(found.get());
        } catch (OrchestrationException e) {
            if (e.code() == ErrorCode.UNKNOWN_SCHEDULE) {
                return false;
            }
            throw e;
        }
    }

    private RegisteredSchedule begin(String name, RegisteredSchedule found) {
        RegisteredSchedule now = found;
        while (!closed && waits(now) && (isParallel(now) || !isBusy(now))) {
            now = beginOne(name, now, now.state().waiting().get(0));
        }
        return now;
    }

    private static boolean isParallel(RegisteredSchedule schedule) {
        return schedule.schedule().policy().overlap() == Overlap.PARALLEL;
    }

    private RegisteredSchedule beginOne(String name, RegisteredSchedule schedule, Instant time) {
        try {
            ExecutionId execution = runs.begin(schedule.schedule(), time, ended);
            RegisteredSchedule after =
                    book.change(name, before -> before.with(before.state().begun(time, execution)));
            tell("fired", name, time, execution, null);
            return after;
        } catch (OrchestrationException e) {
            if (isForLater(e.code())) {
                throw e;
            }
            LOG.warn("schedule {} could not begin its run of {}: {}", name, time, e.getMessage());
            return refused(name, time, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // a fault of ours, or of the host's code, says no more than that of the others
            LOG.error("schedule {} could not begin its run of {}", name, time, e);
            return refused(name, time, e.toString());
        }
    }

    private RegisteredSchedule refused(String name, Instant time, String why) {
        var problem = new ScheduleState.Problem(now(), time, why);
        RegisteredSchedule after =
                book.change(name, before -> before.with(before.state().refused(time, problem)));
        tell("failed", name, time, null, why);
        return after;
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
        news.accept(new ScheduleEvent(
                clock.micros(), change, name, time == null ? null : micros(time), execution, problem));
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private Instant now() {
        return Times.instant(clock.micros());
    }
}
