package dev.orchestration.tasks.live;

import dev.orchestration.state.Clock;
import dev.orchestration.tasks.orchestrator.Drive;
import org.jspecify.annotations.Nullable;

/** Drives the loop by a thread of its own where a step waits for something, else by whoever posts. */
final class LiveDrive implements Drive {
    private final Clock clock;
    private final LiveWorkers workers;
    private volatile @Nullable Drive chosen;

    LiveDrive(Clock clock, LiveWorkers workers) {
        this.clock = clock;
        this.workers = workers;
    }

    @Override
    public void begin(Steps steps, boolean waits) {
        Drive drive = waits ? new LoopThread(clock) : new DirectDrive(clock, workers);
        drive.begin(steps, waits);
        chosen = drive;
        drive.posted(NO_READING); // whoever posted before found nobody to tell
    }

    @Override
    public int posted(long reading) {
        Drive drive = chosen;
        return drive == null ? 0 : drive.posted(reading);
    }

    @Override
    public void postedInPassing() {
        Drive drive = chosen;
        if (drive != null) {
            drive.postedInPassing();
        }
    }

    @Override
    public void due(long nanos) {
        Drive drive = chosen;
        if (drive != null) {
            drive.due(nanos);
        }
    }
}
