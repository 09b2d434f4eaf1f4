package dev.orchestration.tasks.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Clock;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.orchestrator.EndReason;
import dev.orchestration.tasks.orchestrator.LoneAttempt;
import dev.orchestration.tasks.orchestrator.Workers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One seat, and who has it when it matters. */
@Timeout(120)
class SeatsTest {
    @TempDir
    Path logs;

    private final ScarceThreads threads = new ScarceThreads();
    private final LiveWorkers workers =
            new LiveWorkers(new Surroundings(Clock.system(), Map.of(), Map.of()), threads::worker);
    private LoneAttempt attempts;

    @BeforeEach
    void open() {
        attempts = new LoneAttempt(logs);
        workers.open(1);
    }

    private Workers.Carried start(int number, CountDownLatch begun, CountDownLatch end) {
        Workers.Carried carried = workers.start(attempts.make(number, ActionKind.WORK, frame -> {
            begun.countDown();
            while (end.getCount() > 0) {
                Thread.onSpinWait(); // hears no interrupt
            }
            return number;
        }));
        workers.flush();
        return carried;
    }

    private static final CountDownLatch OPEN = new CountDownLatch(0);

    /**
     * A worker whose attempt was given up told of its end, stepped, and counted itself among those who would claim what the
     * step had started. But its seat was somebody else's, so it went home, and what it had started lay there for ever.
     */
    @Test
    void whatIsStartedByAWorkerWithoutASeatIsLeftToAnother() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Workers.Carried stubborn = start(1, begun, free);
        begun.await();
        stubborn.end(EndReason.CANCEL);
        stubborn.abandon();
        attempts.nextStep(() -> start(2, OPEN, OPEN));
        free.countDown();
        assertThat(next()).isEqualTo(1);
        assertThat(next()).as("what the stubborn one's thread has started").isEqualTo(2);
    }

    /** Its end was never told, or the loop failed of it, whoever it was that left the seat. */
    @Test
    void whoeverLeavesASeatForWhichNoThreadCanBeStartedGoesOn() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Workers.Carried stubborn = start(1, begun, free);
        begun.await();
        start(2, OPEN, OPEN);
        threads.areScarce = true;
        stubborn.end(EndReason.CANCEL);
        stubborn.abandon();
        threads.areScarce = false;
        workers.flush();
        assertThat(next()).isEqualTo(2);
        free.countDown();
        assertThat(next()).isEqualTo(1);
    }

    /** It parked for a minute, on a thread of an engine that had been closed. */
    @Test
    void whoComesToRestAfterTheCloseGoesHomeAtOnce() throws Exception {
        Seats seats = new Seats(Clock.system(), () -> false, () -> false);
        seats.close();
        Worker worker = new Worker(workers);
        Thread thread = new Worker.WorkerThread(worker, "late") {
            @Override
            public void run() {
                seats.rest(worker);
            }
        };
        thread.start();
        thread.join(TimeUnit.SECONDS.toMillis(30)); // less than the minute after which an idle one ends
        assertThat(thread.isAlive()).isFalse();
    }

    private Object next() throws InterruptedException {
        var result = attempts.results.poll(60, TimeUnit.SECONDS);
        assertThat(result).as("the end of another attempt").isNotNull();
        return result.output();
    }
}
