package dev.orchestration.core.schedule;

import dev.orchestration.core.event.ScheduleEvent;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.Times;
import dev.orchestration.state.record.Records;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps schedules in a store. They are fired by the engine that owns the store, be it in this process or another, which
 * notices a change within a second. Thread-safe.
 */
public final class ScheduleManager {
    private final ScheduleBook book;
    private final Clock clock;
    private final Consumer<ScheduleEvent> news;
    private final @Nullable ScheduleRuns runs;

    /**
     * Makes a manager.
     *
     * @param news is told of each change that is made here, once it is stored
     * @param runs begins executions for {@link #backfill}; null where there is no engine, which refuses that
     */
    public ScheduleManager(Records records, Clock clock, Consumer<ScheduleEvent> news, @Nullable ScheduleRuns runs) {
        this.book = new ScheduleBook(records, clock);
        this.clock = clock;
        this.news = news;
        this.runs = runs;
    }

    /**
     * Stores a schedule. What was due before this moment does not count.
     *
     * @return as it is stored: an interval without a start begins now
     * @throws OrchestrationException ({@code WRONG_STATE}) if there is one of this name
     */
    public RegisteredSchedule add(Schedule schedule) {
        long at = clock.micros();
        Instant now = Times.instant(at);
        Instant wholeSecond = now.truncatedTo(ChronoUnit.SECONDS);
        RegisteredSchedule added = new RegisteredSchedule(schedule.begunAt(wholeSecond), ScheduleState.begunAt(now));
        if (!book.add(added)) {
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "there is a schedule " + Quoted.of(schedule.name()) + " already; remove it before, or replace it");
        }
        tell("created", schedule.name(), at);
        return added;
    }

    /**
     * Stores a schedule in place of the one of its name; that goes on from where it is, so no time is run twice, and stays
     * paused if it is. Adds it if there is none. So a host can say at each start what its schedules are.
     */
    public RegisteredSchedule replace(Schedule schedule) {
        Optional<RegisteredSchedule> known = book.find(schedule.name());
        if (known.isEmpty()) {
            return add(schedule);
        }
        Instant wholeSecond = now().truncatedTo(ChronoUnit.SECONDS);
        RegisteredSchedule after =
                book.change(schedule.name(), before -> before.with(schedule.inPlaceOf(before.schedule(), wholeSecond)));
        if (!after.schedule().equals(known.get().schedule())) {
            tell("changed", schedule.name());
        }
        return after;
    }

    public Optional<RegisteredSchedule> find(String name) {
        return book.find(name);
    }

    /** @throws OrchestrationException ({@code UNKNOWN_SCHEDULE}) if there is none of this name */
    public RegisteredSchedule get(String name) {
        return book.require(name);
    }

    /** All that can be read, by name; the others are told in the log. */
    public List<RegisteredSchedule> list() {
        return book.all();
    }

    /** Forgets a schedule; says whether it was known. What it has begun goes on. */
    public boolean remove(String name) {
        boolean removed = book.remove(name);
        if (removed) {
            tell("removed", name);
        }
        return removed;
    }

    /**
     * Lets nothing of it begin any more; what runs goes on. Does nothing if it is paused.
     *
     * @throws OrchestrationException ({@code UNKNOWN_SCHEDULE}) if there is none of this name
     */
    public RegisteredSchedule pause(String name) {
        boolean before = get(name).schedule().paused();
        RegisteredSchedule after =
                book.change(name, each -> each.with(each.schedule().withPaused(true)));
        if (!before) {
            tell("paused", name);
        }
        return after;
    }

    /**
     * Lets it go on from now; what was due while it was paused does not count. Does nothing if it is not paused.
     *
     * @throws OrchestrationException ({@code UNKNOWN_SCHEDULE}) if there is none of this name
     */
    public RegisteredSchedule resume(String name) {
        boolean before = get(name).schedule().paused();
        RegisteredSchedule after = book.change(name, each -> each.schedule().paused() ? resumed(each) : each);
        if (before) {
            tell("resumed", name);
        }
        return after;
    }

    private RegisteredSchedule resumed(RegisteredSchedule paused) {
        ScheduleState state = paused.state();
        return paused.with(paused.schedule().withPaused(false)).with(state.decided(now(), state.waiting(), 0));
    }

    /**
     * The times at which it is due next, fewer than {@code count} if it ends before. A paused one is told as if it went on now.
     *
     * @throws OrchestrationException ({@code UNKNOWN_SCHEDULE}) if there is none of this name
     */
    public List<Instant> next(String name, int count) {
        return next(get(name), count);
    }

    /** As {@link #next(String, int)} of one that was got. */
    public List<Instant> next(RegisteredSchedule schedule, int count) {
        List<Instant> times = new ArrayList<>();
        Instant last = schedule.state().last();
        Instant after = last.isAfter(now()) && !schedule.schedule().paused() ? last : now();
        for (Instant next = schedule.schedule().times().next(after);
                next != null && times.size() < count;
                next = schedule.schedule().times().next(next)) {
            times.add(next);
        }
        return times;
    }

    /**
     * The times at which it was due from {@code from} to {@code to}, both included, up to now.
     *
     * @throws OrchestrationException ({@code UNKNOWN_SCHEDULE}) if there is none of this name, ({@code BAD_PARAMETERS}) if
     *     the span is none, or has more than {@link FiringPolicy#MOST} of them
     */
    public List<Instant> times(String name, Instant from, Instant to) {
        Schedule schedule = get(name).schedule();
        Instant until = to.isAfter(now()) ? now() : to;
        if (to.isBefore(from)) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS, "it ends before it begins: " + from + " to " + to);
        }
        Slots slots = Slots.between(schedule.times(), from.minusNanos(1), until, FiringPolicy.MOST);
        if (slots.count() > FiringPolicy.MOST) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    "schedule " + Quoted.of(name) + " was due more than " + FiringPolicy.MOST + " times from " + from
                            + " to " + until + "; take a shorter span");
        }
        return slots.newest();
    }

    /**
     * Begins an execution for each of the {@link #times} of a span, and finds those that were begun before. Unless runs of the
     * schedule may overlap, they run one after the other.
     *
     * @return by time
     * @throws OrchestrationException as {@link #times}, or what keeps one from beginning; those before it have begun then
     */
    public List<ScheduleState.Run> backfill(String name, Instant from, Instant to) {
        ScheduleRuns beginning = runs;
        if (beginning == null) {
            throw new OrchestrationException(ErrorCode.WRONG_STATE, "without an engine nothing can be run");
        }
        Schedule schedule = get(name).schedule();
        List<ScheduleState.Run> begun = new ArrayList<>();
        for (Instant time : times(name, from, to)) {
            begun.add(new ScheduleState.Run(time, beginning.begin(schedule, time, () -> {})));
        }
        return begun;
    }

    private void tell(String change, String name) {
        tell(change, name, clock.micros());
    }

    private void tell(String change, String name, long at) {
        news.accept(new ScheduleEvent(at, change, name, null, null, null));
    }

    private Instant now() {
        return Times.instant(clock.micros());
    }
}
