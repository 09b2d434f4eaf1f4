package dev.orchestration.testing;

import dev.orchestration.state.ManualClock;
import dev.orchestration.tasks.live.InlineWorkers;
import dev.orchestration.tasks.orchestrator.Drive;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything happens on the thread of the test, when the test asks for something or lets time pass; the clock goes from one
 * thing that is due to the next. Not thread-safe.
 */
final class TestDrive implements Drive {
    /** So many things in a row without the clock moving are taken for a loop that never ends. */
    private static final int MOST_AT_ONCE = 5_000_000;

    /** What takes longer is taken for something that never ends, such as waiting beside a schedule that fires for ever. */
    private static final Duration HORIZON = Duration.ofDays(3_653);

    private final ManualClock clock;
    private final InlineWorkers workers;
    private final Runnable check;
    private final Deque<Runnable> errands = new ArrayDeque<>();
    private @Nullable Steps steps;
    private int atOnce;
    /** Whether the engine is being built, a step is being made, or an errand run. */
    private boolean busy = true;

    /** @param check throws if the test cannot go on */
    TestDrive(ManualClock clock, InlineWorkers workers, Runnable check) {
        this.clock = clock;
        this.workers = workers;
        this.check = check;
    }

    @Override
    public void begin(Steps loop, boolean waits) {
        steps = loop;
    }

    /** The engine is built, so that others may use it. */
    void open() {
        busy = false;
        runErrands();
    }

    /** Does it now, or, while the loop makes a step or another errand is under way, after that. */
    void later(Runnable errand) {
        errands.add(errand);
        runErrands();
    }

    private void runErrands() {
        if (busy) {
            return;
        }
        busy = true;
        try {
            for (Runnable next = errands.poll(); next != null; next = errands.poll()) {
                next.run();
            }
        } finally {
            busy = false;
        }
    }

    private void step(Steps loop) {
        boolean before = busy;
        busy = true;
        try {
            loop.step(NO_READING);
        } finally {
            busy = before;
        }
        runErrands();
        check.run();
    }

    /** Does everything that can happen without the clock moving. */
    void settle() {
        boolean some = true;
        while (some) {
            some = happens();
        }
    }

    void advance(Duration time) {
        long target = clock.micros() + time.toNanos() / 1_000;
        settle();
        for (long next = next(); next <= target; next = next()) {
            moveTo(next);
            settle();
        }
        moveTo(target);
        settle();
    }

    /**
     * As {@link #play(BooleanSupplier, long)}, for as long as anything may take.
     *
     * @return why it is not done, empty if it is
     */
    String play(BooleanSupplier done) {
        if (play(done, clock.micros() + HORIZON.toNanos() / 1_000)) {
            return "";
        }
        return next() == Long.MAX_VALUE
                ? "nothing will ever happen any more"
                : "it would take longer than " + HORIZON.toDays() + " days on the clock of the test";
    }

    /**
     * Lets things happen, and time pass, until {@code done}, which is asked whenever nothing happens at the time that it is.
     *
     * @param last the last time to which the clock may go, microseconds since 1970
     * @return false if nothing will ever happen any more, or not by then
     */
    private boolean play(BooleanSupplier done, long last) {
        settle();
        while (!done.getAsBoolean()) {
            long next = next();
            if (next == Long.MAX_VALUE || next > last) {
                return false;
            }
            moveTo(next);
            settle();
        }
        return true;
    }

    private void moveTo(long micros) {
        if (micros > clock.micros()) {
            atOnce = 0;
            clock.advance(Duration.ofNanos((micros - clock.micros()) * 1_000));
        }
    }

    /** When the next thing is due, microseconds since 1970. */
    private long next() {
        long end = workers.nextEnd().orElse(Long.MAX_VALUE);
        OptionalLong timer = steps == null ? OptionalLong.empty() : steps.nextTimer();
        if (timer.isEmpty()) {
            return end;
        }
        // In whole microseconds, up: before its nanosecond a timer does not fire.
        long micros = Math.floorDiv(timer.getAsLong() - clock.nanos() + 999, 1_000);
        return Math.min(end, clock.micros() + Math.max(0, micros));
    }

    /** One thing; says false if there was none. */
    private boolean happens() {
        check.run();
        if (++atOnce > MOST_AT_ONCE) {
            throw new AssertionError("it does not come to rest, and no time passes: an `until` without an interval?");
        }
        Steps loop = steps;
        if (loop == null || loop.stopped()) {
            return false;
        }
        if (loop.hasMessages() || (next() <= clock.micros() && !workers.tellOfTheEnded())) {
            step(loop);
            return true;
        }
        boolean ran = loop.hasMessages() || workers.carryOut();
        check.run();
        return ran;
    }

    /** What was posted is taken in; nothing else happens before the test lets it. */
    @Override
    public void beforeWaiting() {
        Steps loop = steps;
        while (loop != null && loop.hasMessages() && !loop.stopped()) {
            step(loop);
        }
    }

    @Override
    public Optional<Executor> callbacks() {
        return Optional.of(this::later);
    }

    @Override
    public @Nullable Duration awaiting(Future<?> answer, @Nullable Duration patience) {
        if (answer.isDone()) {
            return patience;
        }
        if (patience != null && patience.compareTo(HORIZON) < 0) {
            long last = clock.micros() + patience.toNanos() / 1_000;
            if (!play(answer::isDone, last)) {
                moveTo(last);
            }
            return Duration.ZERO;
        }
        String not = play(answer::isDone);
        if (!not.isEmpty()) {
            throw new AssertionError("this would be waited for in vain: " + not
                    + workers.hanging().stream()
                            .map(attempt -> "; step '" + attempt.label() + "' hangs and has no timeout")
                            .reduce("", String::concat));
        }
        return Duration.ZERO;
    }

    @Override
    public int posted(long reading) {
        return 0;
    }

    @Override
    public void postedInPassing() {}

    @Override
    public void due(long nanos) {}
}
