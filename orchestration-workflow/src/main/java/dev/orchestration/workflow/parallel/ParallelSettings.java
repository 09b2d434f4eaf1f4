package dev.orchestration.workflow.parallel;

import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.Durations;
import dev.orchestration.tasks.action.WorkingDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link ParallelExecutor} is set up; {@link #standard()} is where to begin. Immutable.
 *
 * @param maxWorkers tasks at once, over all calls
 * @param taskTimeout of each task that has none of its own, null for none
 * @param callTimeout of each call as a whole, null for none
 * @param directory where files and processes of built-in actions are
 */
public record ParallelSettings(
        int maxWorkers,
        @Nullable Duration taskTimeout,
        @Nullable Duration callTimeout,
        ActionRegistry actions,
        WorkingDirectory directory,
        Clock clock,
        IdSource ids) {
    /** Tasks at once where nothing is said. */
    public static final int DEFAULT_WORKERS = 4;

    /** @throws IllegalArgumentException if there is no worker, or a timeout is not above zero and at most 100 years */
    public ParallelSettings {
        if (maxWorkers < 1) {
            throw new IllegalArgumentException("max workers is " + maxWorkers + "; at least one is needed");
        }
        requireTimeout(taskTimeout);
        requireTimeout(callTimeout);
    }

    static void requireTimeout(@Nullable Duration timeout) {
        if (timeout != null && (timeout.isZero() || timeout.isNegative() || timeout.compareTo(Durations.MAX) > 0)) {
            throw new IllegalArgumentException("a timeout is " + timeout + "; it must be above zero and at most "
                    + Durations.MAX.toDays() + " days");
        }
    }

    /** {@value #DEFAULT_WORKERS} workers, no timeout, the built-in actions and those of providers on the class path. */
    public static ParallelSettings standard() {
        return with(ActionRegistry.standard());
    }

    /** As {@link #standard()}, with these actions and no others. */
    public static ParallelSettings with(ActionRegistry actions) {
        return new ParallelSettings(
                DEFAULT_WORKERS,
                null,
                null,
                actions,
                new WorkingDirectory(Path.of(""), List.of()),
                Clock.system(),
                IdSource.random());
    }

    public ParallelSettings withMaxWorkers(int count) {
        return new ParallelSettings(count, taskTimeout, callTimeout, actions, directory, clock, ids);
    }

    public ParallelSettings withTaskTimeout(@Nullable Duration timeout) {
        return new ParallelSettings(maxWorkers, timeout, callTimeout, actions, directory, clock, ids);
    }

    public ParallelSettings withCallTimeout(@Nullable Duration timeout) {
        return new ParallelSettings(maxWorkers, taskTimeout, timeout, actions, directory, clock, ids);
    }

    public ParallelSettings withDirectory(WorkingDirectory other) {
        return new ParallelSettings(maxWorkers, taskTimeout, callTimeout, actions, other, clock, ids);
    }

    public ParallelSettings withClock(Clock other) {
        return new ParallelSettings(maxWorkers, taskTimeout, callTimeout, actions, directory, other, ids);
    }
}
