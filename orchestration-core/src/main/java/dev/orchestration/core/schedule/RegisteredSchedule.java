package dev.orchestration.core.schedule;

/** A schedule that a store keeps, and how far it has come. Immutable. */
public record RegisteredSchedule(Schedule schedule, ScheduleState state) {
    RegisteredSchedule with(Schedule other) {
        return new RegisteredSchedule(other, state);
    }

    RegisteredSchedule with(ScheduleState other) {
        return new RegisteredSchedule(schedule, other);
    }
}
