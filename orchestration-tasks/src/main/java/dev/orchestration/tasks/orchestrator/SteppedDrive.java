package dev.orchestration.tasks.orchestrator;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Steps when it is told to, on the thread that tells it: for tests and simulations, which move their own clock. Whoever
 * waits for an answer steps until the inbox is empty. Not thread-safe.
 */
public final class SteppedDrive implements Drive {
    private @Nullable Steps steps;

    @Override
    public void begin(Steps loop, boolean waits) {
        steps = loop;
    }

    /** Makes one step; does nothing before the loop is started and after it has stopped. */
    public void step() {
        if (steps != null && !steps.stopped()) {
            steps.step(NO_READING);
        }
    }

    /** Whether something was told to the loop that it has not taken in. */
    public boolean hasMessages() {
        return steps != null && steps.hasMessages();
    }

    /** When the loop wants to be stepped although nobody tells it anything; on the monotonic clock. */
    public OptionalLong nextTimer() {
        return steps == null ? OptionalLong.empty() : steps.nextTimer();
    }

    @Override
    public int posted(long reading) {
        return 0;
    }

    @Override
    public void postedInPassing() {}

    @Override
    public void due(long nanos) {}

    @Override
    public void beforeWaiting() {
        while (hasMessages() && steps != null && !steps.stopped()) {
            step();
        }
    }
}
