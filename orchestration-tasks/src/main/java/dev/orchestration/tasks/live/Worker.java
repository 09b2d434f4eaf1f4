package dev.orchestration.tasks.live;

import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.orchestrator.Drive;
import org.jspecify.annotations.Nullable;

/** Takes one attempt, reports one, and takes the next, while it has a seat. Runs on a thread of its own. */
final class Worker implements Runnable {
    /** How many ends are told of before a step must be made. */
    private static final int MOST_POSTPONED = 64;

    /** For so long a step is put off. Unit: microseconds. */
    private static final long LONGEST_POSTPONED = 100;

    /** A thread that can be asked whose it is. */
    static class WorkerThread extends Thread {
        private final Worker worker;

        WorkerThread(Worker worker, String name) {
            super(worker, name);
            this.worker = worker;
            setDaemon(true);
        }
    }

    private final LiveWorkers workers;
    /** Guarded by the lock of {@link Seats} but for the worker itself, which waits for it. */
    volatile boolean seated;

    /** Written once, before the thread starts. */
    @Nullable
    Thread thread;

    /** The attempt that it carries out; the worker's own. */
    private @Nullable LiveAttempt present;
    /** Whether it has no attempt at the moment and will claim the next; the worker's own. */
    private boolean between;
    /** How many ends it has told of without making a step; the worker's own. */
    private int postponed;
    /** How long the attempts took whose ends those were. Unit: microseconds. */
    private long postponedFor;
    /** How long the attempt took that it just reports, in microseconds; the worker's own. */
    private long took;

    Worker(LiveWorkers workers) {
        this.workers = workers;
    }

    /** The worker whose thread this is, if it is about to claim an attempt; null for any other thread. */
    static @Nullable Worker aboutToClaim() {
        return Thread.currentThread() instanceof WorkerThread mine && mine.worker.between ? mine.worker : null;
    }

    /** The attempt that the calling thread, a worker's, carries out. */
    static @Nullable LiveAttempt present() {
        return Thread.currentThread() instanceof WorkerThread mine ? mine.worker.present : null;
    }

    boolean worksFor(LiveWorkers others) {
        return workers == others;
    }

    @Override
    public void run() {
        try {
            boolean wanted = true;
            while (wanted && serve()) {
                wanted = workers.seats().rest(this);
            }
        } finally {
            workers.gone();
        }
    }

    /**
     * Whether the step after the end that it tells of may wait for further ends: the last attempt was brief and the next one
     * lies there.
     */
    boolean postpones() {
        boolean later = took <= LiveAttempt.BRIEF
                && postponed < MOST_POSTPONED
                && postponedFor + took <= LONGEST_POSTPONED
                && workers.hasWaiting();
        postponed = later ? postponed + 1 : 0;
        postponedFor = later ? postponedFor + took : 0;
        return later;
    }

    /** Carries attempts out until there is none; says false if the thread is to end. */
    private boolean serve() {
        long reading = Drive.NO_READING;
        for (Turn turn = claim(); turn != null; turn = claim()) {
            if (passesSeatTo(turn)) {
                if (!workers.seats().standUp(this)) {
                    return false;
                }
                reading = Drive.NO_READING;
            } else if (turn instanceof LiveAttempt next) {
                present = next;
                boolean awaited = next.run(reading);
                present = null;
                boolean stays = awaited && !next.isOverdrawn();
                took = next.took();
                between = stays; // one whose seat went to somebody else claims nothing more
                reading = next.report();
                between = false;
                if (!stays) {
                    return awaited;
                }
            }
        }
        return true;
    }

    private boolean passesSeatTo(Turn turn) {
        return turn instanceof LiveAttempt next
                ? next.attempt().kind() == ActionKind.BLOCKING && workers.passOn(next)
                : turn instanceof SeatLoan loan && loan.take();
    }

    /** The next attempt; before a long one, and before there is none, it makes the step that it has put off. */
    private @Nullable Turn claim() {
        Turn next = workers.claim();
        while (postponed > 0 && !isBrief(next)) {
            postponed = 0;
            postponedFor = 0;
            between = next == null;
            workers.catchUp();
            between = false;
            next = next == null ? workers.claim() : next;
        }
        return next;
    }

    private static boolean isBrief(@Nullable Turn turn) {
        return turn instanceof LiveAttempt next && next.attempt().expectedMicros() <= LiveAttempt.BRIEF;
    }
}
