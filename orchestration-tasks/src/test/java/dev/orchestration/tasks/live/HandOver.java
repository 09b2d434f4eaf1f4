package dev.orchestration.tasks.live;

import dev.orchestration.state.ManualClock;
import dev.orchestration.tasks.orchestrator.Drive;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/** What Lincheck does with a {@link DirectDrive}, and what must hold when all threads have left. */
public class HandOver {
    /** A loop of which it matters only that one thread at a time steps it, and takes what was posted by then. */
    static class Counted implements Drive.Steps {
        final AtomicInteger lying = new AtomicInteger();
        private final AtomicBoolean stepping = new AtomicBoolean();

        @Override
        public int step(long reading) {
            if (!stepping.compareAndSet(false, true)) {
                throw new IllegalStateException("two owners at once");
            }
            int taken = lying.getAndSet(0);
            stepping.set(false);
            return taken;
        }

        @Override
        public boolean hasMessages() {
            return lying.get() > 0;
        }

        @Override
        public OptionalLong nextTimer() {
            return OptionalLong.empty();
        }

        @Override
        public boolean stopped() {
            return false;
        }
    }

    final Counted loop;
    private final DirectDrive drive;

    public HandOver() {
        this(new Counted());
    }

    HandOver(Counted loop) {
        ManualClock clock = new ManualClock(0);
        this.loop = loop;
        this.drive = new DirectDrive(clock, new LiveWorkers(new Surroundings(clock, Map.of(), Map.of())));
        drive.beginUnguarded(loop);
    }

    /** Anybody, who makes one step at most. */
    @Operation
    public void post() {
        loop.lying.incrementAndGet();
        drive.posted(Drive.NO_READING);
    }

    /** A worker, who steps until nothing lies there. */
    @Operation
    public void postAsAWorker() {
        loop.lying.incrementAndGet();
        drive.catchUp();
    }

    @Operation
    public void postInPassing() {
        loop.lying.incrementAndGet();
        drive.postedInPassing();
    }

    @Operation(nonParallelGroup = "guard")
    public void theGuardComes() {
        drive.answerCall(loop);
    }

    @Validate
    public void nothingIsLeftLying() {
        if (loop.lying.get() > 0 && !drive.isGuardCalled()) {
            throw new IllegalStateException(loop.lying.get() + " messages lie there, and nobody comes");
        }
    }

    /** Its owner believes that nothing came while it stepped, and does not look. */
    public static final class Hasty extends HandOver {
        public Hasty() {
            super(new Counted() {
                private volatile Thread last;

                @Override
                public int step(long reading) {
                    int taken = super.step(reading);
                    last = Thread.currentThread();
                    return taken;
                }

                @Override
                public boolean hasMessages() {
                    if (last == Thread.currentThread()) {
                        last = null;
                        return false;
                    }
                    return super.hasMessages();
                }
            });
        }
    }

    /** Somebody steps who is not the owner. */
    public static final class TwoOwners extends HandOver {
        @Operation
        public void stepWithoutAsking() {
            loop.lying.incrementAndGet();
            loop.step(Drive.NO_READING);
        }
    }
}
