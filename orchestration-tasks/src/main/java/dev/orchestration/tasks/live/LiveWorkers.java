package dev.orchestration.tasks.live;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.orchestrator.Attempt;
import dev.orchestration.tasks.orchestrator.Drive;
import dev.orchestration.tasks.orchestrator.Workers;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs attempts on threads: computing ones on platform threads, those that mostly wait on virtual ones where this Java has
 * them. Never more at once than there are seats, however many are handed out. Thread-safe.
 */
final class LiveWorkers implements Workers, Home {
    private static final Logger LOG = LoggerFactory.getLogger(LiveWorkers.class);

    /** How many may be handed out beyond the seats, if they are done in a moment. */
    private static final int AHEAD = 256;

    /** For how much work it is worth to wake a worker, rather than leave it to who is awake. Unit: microseconds. */
    private static final double WORTH = 25;

    /** The same for tasks that take less than the engine does for them: two who do those wait for each other's memory. */
    private static final double WORTH_OF_TINY = 100;

    /** What takes less is tiny. Unit: microseconds. */
    private static final double TINY = 1;

    /** What the claiming and reporting of an attempt takes. Unit: microseconds. */
    private static final double OWN_COST = 0.1;

    private final Surroundings surroundings;
    private final Threads threads;
    /** For which attempt a virtual thread runs; a worker knows its own. */
    private static final ThreadLocal<@Nullable LiveAttempt> PRESENT = new ThreadLocal<>();

    private final RunQueue<Turn> queue = new RunQueue<>();
    private final Seats seats;
    private final @Nullable Executor virtual = WorkerThreads.virtual();
    /** A thread a hook, not a pool: hooks have to run after the end too, or what they end would live on. */
    private final Executor hooks = WorkerThreads.each("cancel");

    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger alive = new AtomicInteger();
    private volatile boolean closed;
    private volatile Watch watch = Watch.NOBODY;
    /** How many were started since {@link #flush}, and what they take together in microseconds; the owner's. */
    private int begun;

    private double expected;

    /** Makes workers without a thread; each is made when first needed. */
    LiveWorkers(Surroundings surroundings) {
        this(surroundings, Worker.WorkerThread::new);
    }

    /** Makes the thread of a worker, which is not started. */
    interface Threads {
        Worker.WorkerThread make(Worker worker, String name);
    }

    /** As the other constructor, for tests. */
    LiveWorkers(Surroundings surroundings, Threads threads) {
        this.surroundings = surroundings;
        this.threads = threads;
        this.seats = new Seats(surroundings.clock(), () -> !queue.isEmpty(), this::startWorker);
    }

    @Override
    public int open(int slots) {
        seats.add(slots);
        return AHEAD;
    }

    private boolean startWorker() {
        Worker worker = new Worker(this);
        worker.seated = true;
        alive.incrementAndGet();
        try {
            Thread thread = threads.make(worker, "orchestration-worker-" + count.incrementAndGet());
            worker.thread = thread;
            thread.start();
            return true;
        } catch (OutOfMemoryError e) { // this is also how the system says that it has no more threads
            LOG.warn("no thread could be started for a worker", e);
            if (alive.decrementAndGet() == 0) {
                refuseAll(new Failure("NoThread", String.valueOf(e.getMessage()), ErrorKind.RESOURCE));
            }
            return false;
        }
    }

    /** A worker's thread ends. */
    void gone() {
        alive.decrementAndGet();
    }

    @Override
    public Carried start(Attempt attempt) {
        LiveAttempt live = new LiveAttempt(attempt, this);
        if (closed) {
            live.never(Outcome.SHUT_DOWN, new Failure("Shutdown", "the engine is closed", ErrorKind.INTERNAL));
        } else {
            queue.add(live);
            begun++;
            expected += attempt.expectedMicros();
        }
        return live;
    }

    @Override
    public @Nullable Loan loan() {
        LiveAttempt present = Thread.currentThread() instanceof Worker.WorkerThread ? Worker.present() : PRESENT.get();
        return present == null || !present.worksFor(this) || present.asked() ? null : new SeatLoan(present, this);
    }

    /** The thread that has lent its seat gets one: a free one, or that of the worker who comes to it; the owner's. */
    void resume(SeatLoan loan) {
        if (queue.isEmpty() && seats.take()) {
            if (!loan.take()) {
                seats.leave();
            }
            return;
        }
        queue.add(loan);
        begun++;
        expected += loan.attempt().expectedMicros();
    }

    @Override
    public void flush() {
        VarHandle.fullFence(); // after what was added, before the look at the seats
        int waiting = queue.size();
        double each = begun == 0 ? 0 : expected / begun + OWN_COST;
        begun = 0;
        expected = 0;
        Worker here = Worker.aboutToClaim();
        if (here == null || !here.worksFor(this)) {
            wake(Math.min(waiting, (int) Math.max(1, waiting * each / worth(each))));
        } else if (waiting > 1) {
            int woken = (int) Math.min(waiting - 1, (waiting - 1) * each / worth(each));
            wake(woken);
            if (woken < waiting - 1) {
                watch.begin();
            }
        }
    }

    private static double worth(double each) {
        return each < TINY ? WORTH_OF_TINY : WORTH;
    }

    /** Somebody looks after what lies there, should who is to claim it be kept by an attempt longer than expected. */
    void watchedBy(Watch other) {
        watch = other;
    }

    private void wake(int most) {
        if (most > 0) {
            seats.fill(most);
        }
    }

    /** Nobody will ever claim them. */
    private void refuseAll(Failure why) {
        for (Turn next = queue.claim(); next != null; next = queue.claim()) {
            if (next instanceof LiveAttempt attempt) {
                attempt.refuse(Outcome.FAILED, why);
            } else if (next instanceof SeatLoan loan && loan.take()) {
                seats.overdraw();
            }
        }
    }

    /** Whose turn it is, null if nobody waits. */
    @Nullable
    Turn claim() {
        return queue.claim();
    }

    /** Passes a claimed attempt, and the claimer's seat, to a virtual thread; says false where there are none. */
    boolean passOn(LiveAttempt attempt) {
        if (virtual == null) {
            return false;
        }
        try {
            virtual.execute(() -> {
                PRESENT.set(attempt);
                if (attempt.run(Drive.NO_READING)) {
                    seats.leave();
                }
                PRESENT.remove();
                attempt.report();
            });
            return true;
        } catch (OutOfMemoryError e) {
            LOG.warn("no virtual thread could be started", e);
            return false;
        }
    }

    /** The calling worker makes the step that it has put off. */
    void catchUp() {
        watch.catchUp();
    }

    /** How many attempts were claimed so far. */
    long claimed() {
        return queue.claimed();
    }

    boolean hasWaiting() {
        return !queue.isEmpty();
    }

    Seats seats() {
        return seats;
    }

    @Override
    public Surroundings surroundings() {
        return surroundings;
    }

    @Override
    public void seatLeft() {
        seats.leave();
    }

    @Override
    public Executor hooks() {
        return hooks;
    }

    @Override
    public void close() {
        closed = true;
        seats.close();
    }
}
