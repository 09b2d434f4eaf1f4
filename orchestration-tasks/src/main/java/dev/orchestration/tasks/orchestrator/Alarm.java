package dev.orchestration.tasks.orchestrator;

import java.util.OptionalLong;

/** When the loop wants to be stepped although nobody tells it anything. Confined to the loop. */
final class Alarm {
    private final Timers timers;
    private final Standstill standstill;
    private final StepClock clock;

    Alarm(Timers timers, Standstill standstill, StepClock clock) {
        this.timers = timers;
        this.standstill = standstill;
        this.clock = clock;
    }

    /** Tells the drive, unless it wakes up in time anyway. */
    void tell(Drive drive) {
        if (standstill.isOn()) {
            drive.due(standstill.nextTry());
        } else {
            timers.tell(drive, clock);
        }
    }

    /** On the monotonic clock; while nothing is recorded no timer counts. */
    OptionalLong next() {
        if (standstill.isOn()) {
            return OptionalLong.of(standstill.nextTry());
        }
        Timer next = timers.next();
        return next == null ? OptionalLong.empty() : OptionalLong.of(next.nanos);
    }
}
