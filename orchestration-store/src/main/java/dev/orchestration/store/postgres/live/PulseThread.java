package dev.orchestration.store.postgres.live;

import dev.orchestration.store.postgres.Pulse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A daemon thread that beats until it is ended. */
public final class PulseThread implements Runnable {
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(Pulse.PERIOD_MILLIS);

    private final Runnable beat;
    private volatile boolean ended;

    private PulseThread(Runnable beat) {
        this.beat = beat;
    }

    /** Each pulse is a thread of its own. */
    public static Pulse pulse() {
        return beat -> {
            PulseThread pulse = new PulseThread(beat);
            Thread thread = new Thread(pulse, "orchestration-postgres");
            thread.setDaemon(true);
            thread.start();
            return () -> {
                pulse.ended = true;
                LockSupport.unpark(thread);
            };
        };
    }

    @Override
    public void run() {
        while (!ended) {
            beat.run();
            LockSupport.parkNanos(this, PERIOD);
        }
    }
}
