package dev.orchestration.tasks.live;

import dev.orchestration.state.Clock;
import dev.orchestration.tasks.orchestrator.Drive;
import java.util.OptionalLong;

/** Gives the loop a thread of its own, which steps when something was posted or a timer is due, and else is parked. */
final class LoopThread implements Drive {
    private final Clock clock;
    private final Bell bell = new Bell();

    LoopThread(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void begin(Steps steps, boolean waits) {
        WorkerThreads.factory("loop").newThread(() -> run(steps)).start();
    }

    private void run(Steps steps) {
        steps.step(NO_READING);
        while (!steps.stopped()) {
            OptionalLong timer = steps.nextTimer();
            bell.await(
                    steps::hasMessages,
                    timer.isEmpty() ? Long.MAX_VALUE : Math.max(0, timer.getAsLong() - clock.nanos()));
            steps.step(NO_READING);
        }
    }

    @Override
    public int posted(long reading) {
        bell.ring();
        return 0;
    }

    @Override
    public void postedInPassing() {
        bell.ring();
    }

    @Override
    public void due(long nanos) {
        // It is asked for after every step.
    }
}
