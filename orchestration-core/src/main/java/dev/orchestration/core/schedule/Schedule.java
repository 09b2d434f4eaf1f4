package dev.orchestration.core.schedule;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * When which workflow is to run. {@link #named} begins one; {@link #json()} and {@link #of} are its two ways. Immutable,
 * thread-safe.
 *
 * @param name unique in a store
 * @param paused whether nothing is begun at the moment
 */
public record Schedule(String name, ScheduledWork work, ScheduledTimes times, FiringPolicy policy, boolean paused) {
    /** Begins a schedule; what is said of it is checked in the end, all at once. */
    public static ScheduleBuilder named(String name) {
        return new ScheduleBuilder(name);
    }

    /**
     * Reads what {@link #json()} wrote, and what people write in the same form.
     *
     * @throws dev.orchestration.state.OrchestrationException ({@code BAD_PARAMETERS}) with all faults at once
     */
    public static Schedule of(Map<String, ?> json) {
        return new ScheduleReader(json).read();
    }

    /** As a JSON object; nothing is lost by it. */
    public Map<String, Object> json() {
        return ScheduleJson.of(this);
    }

    /** The request key of the execution for one time: the same time is never begun twice. */
    public String key(Instant slot) {
        return "schedule:" + name + "@" + slot;
    }

    Schedule withPaused(boolean on) {
        return new Schedule(name, work, times, policy, on);
    }

    /** An interval that stays the same is counted from where it was. */
    Schedule inPlaceOf(Schedule before, Instant now) {
        Instant start = before.times().start();
        Instant begins =
                start != null && Objects.equals(times.every(), before.times().every()) ? start : now;
        return begunAt(begins).withPaused(paused || before.paused());
    }

    Schedule begunAt(Instant now) {
        return new Schedule(name, work, times.begunAt(now), policy, paused);
    }
}
