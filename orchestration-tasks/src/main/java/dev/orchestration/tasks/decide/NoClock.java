package dev.orchestration.tasks.decide;

import dev.orchestration.state.Clock;

/** The clock of a folded state: there is none, as every time comes with an event. */
enum NoClock implements Clock {
    INSTANCE;

    @Override
    public long micros() {
        throw new IllegalStateException("a folded state reads no clock");
    }

    @Override
    public long nanos() {
        throw new IllegalStateException("a folded state reads no clock");
    }
}
