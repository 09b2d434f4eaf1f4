package dev.orchestration.tasks.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.tasks.decide.Signal.AttemptResult;
import dev.orchestration.tasks.orchestrator.EndReason;
import dev.orchestration.tasks.orchestrator.LoneAttempt;
import dev.orchestration.tasks.orchestrator.Workers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LiveWorkersTest {
    @TempDir
    Path logs;

    private final ScarceThreads threads = new ScarceThreads();
    private final LiveWorkers workers =
            new LiveWorkers(new Surroundings(Clock.system(), Map.of(), Map.of()), threads::worker);
    private LoneAttempt attempts;
    private BlockingQueue<AttemptResult> results;

    @BeforeEach
    void open() {
        attempts = new LoneAttempt(logs);
        results = attempts.results;
        workers.open(4);
    }

    private Workers.Carried begin(int number, ActionKind kind, AttemptWork work) {
        Workers.Carried carried = workers.start(attempts.make(number, kind, work));
        workers.flush();
        return carried;
    }

    private AttemptResult result() throws InterruptedException {
        AttemptResult result = results.poll(60, TimeUnit.SECONDS);
        assertThat(result).isNotNull();
        return result;
    }

    private AttemptResult resultOf(AttemptWork work) throws InterruptedException {
        begin(1, ActionKind.WORK, work);
        return result();
    }

    @Test
    void anErrorIsAFailureOfTheAttemptAndOfNothingElse() throws Exception {
        assertThat(resultOf(frame -> {
                            throw new AssertionError("no");
                        })
                        .error()
                        .type())
                .isEqualTo("AssertionError");
        assertThat(resultOf(frame -> 7L).output()).isEqualTo(7L);
    }

    private static int deeper(int depth) {
        return depth < 0 ? depth : deeper(depth + 1) + 1;
    }

    @Test
    void anOverflownStackIsAFailureOfTheAttempt() throws Exception {
        AttemptResult result = resultOf(frame -> deeper(0));
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.error().type()).isEqualTo("StackOverflowError");
    }

    /** Once nobody was told of the end, and the attempt ran for ever. */
    @Test
    void anExceptionThatCannotTellItsMessageIsReportedToo() throws Exception {
        class Mute extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        }
        assertThat(resultOf(frame -> {
                            throw new Mute();
                        })
                        .error()
                        .message())
                .contains("Mute");
    }

    @Test
    void anAttemptThatIsAskedToEndIsInterruptedAndItsHooksAreCalledOnce() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch hooked = new CountDownLatch(2);
        Workers.Carried attempt = begin(1, ActionKind.WORK, frame -> {
            ActionContext ctx = frame.with(Map.of());
            ctx.onCancel(() -> {
                calls.incrementAndGet();
                hooked.countDown();
            });
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                ctx.onCancel(hooked::countDown); // asked already: called at once
                throw e;
            }
            return null;
        });
        begun.await();
        attempt.end(EndReason.CANCEL);
        attempt.end(EndReason.TIMEOUT);
        assertThat(result().error().type()).isEqualTo("InterruptedException");
        hooked.await();
        assertThat(calls).hasValue(1);
    }

    @Test
    void whatIgnoresItsInterruptionIsReportedOnceWhenItEnds() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Workers.Carried attempt = begin(1, ActionKind.WORK, frame -> {
            begun.countDown();
            while (free.getCount() > 0) {
                Thread.onSpinWait();
            }
            return "done";
        });
        begun.await();
        attempt.end(EndReason.TIMEOUT);
        assertThat(results).isEmpty();
        free.countDown();
        assertThat(result().output()).isEqualTo("done");
        assertThat(results).isEmpty();
    }

    @Test
    void anInterruptionDoesNotReachTheNextAttemptOnTheThread() throws Exception {
        for (int i = 0; i < 200; i++) {
            CountDownLatch begun = new CountDownLatch(1);
            Workers.Carried attempt = begin(2 * i, ActionKind.WORK, frame -> {
                begun.countDown();
                return null;
            });
            begun.await();
            attempt.end(EndReason.CANCEL); // races with the end of the attempt
            result();
            begin(2 * i + 1, ActionKind.WORK, frame -> Thread.currentThread().isInterrupted());
            assertThat(result().output()).isEqualTo(false);
        }
    }

    @Test
    void writesOfAFailedAttemptAreDroppedAndThoseOfAGoodOneKept() throws Exception {
        AttemptResult failed = resultOf(frame -> {
            frame.context().set("k", 1);
            throw new IllegalStateException("no");
        });
        assertThat(failed.writes()).isEmpty();
        AttemptResult good = resultOf(frame -> {
            frame.context().set("k", 1);
            return null;
        });
        assertThat(good.writes()).hasSize(1);
    }

    @Test
    void theLogOfAnAttemptIsAFileAndOneThatSaysNothingHasNone() throws Exception {
        AttemptResult talks = resultOf(frame -> {
            frame.with(Map.of()).log("hello");
            return null;
        });
        assertThat(Files.readString(logs.resolve(talks.log()))).isEqualTo("hello\n");
        begin(2, ActionKind.WORK, frame -> null);
        assertThat(result().log()).isNull();
    }

    @Test
    void blockingWorkRunsOnAVirtualThreadWhereThereAreSuch() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        begin(1, ActionKind.BLOCKING, frame -> {
            thread.set(Thread.currentThread());
            return null;
        });
        result();
        boolean modern = Runtime.version().feature() >= 21;
        assertThat(thread.get().getClass().getName().contains("Virtual")).isEqualTo(modern);
    }

    @Test
    void whereNoThreadCanBeStartedAnAttemptFailsAndNothingElse() throws Exception {
        threads.areScarce = true;
        AttemptResult result = resultOf(frame -> 1L);
        assertThat(result.error().type()).isEqualTo("NoThread");
        assertThat(result.error().kind()).isEqualTo(ErrorKind.RESOURCE);
        threads.areScarce = false;
        assertThat(resultOf(frame -> 2L).output()).isEqualTo(2L);
    }

    /** A worker that refused threw into the loop, which died of it. */
    @Test
    void workThatComesAfterTheEndIsReportedAsShutDown() throws Exception {
        workers.close();
        AttemptResult result = resultOf(frame -> null);
        assertThat(result.outcome()).isEqualTo(Outcome.SHUT_DOWN);
        assertThat(result.error().kind()).isEqualTo(ErrorKind.INTERNAL);
    }

    /** The pool that called hooks was closed by then: the process that the hook was to end lived on. */
    @Test
    void aHookThatComesAfterTheEndIsCalled() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch hooked = new CountDownLatch(1);
        Workers.Carried attempt = begin(1, ActionKind.WORK, frame -> {
            begun.countDown();
            while (closed.getCount() > 0) {
                Thread.onSpinWait();
            }
            frame.with(Map.of()).onCancel(hooked::countDown);
            return null;
        });
        begun.await();
        attempt.end(EndReason.SHUTDOWN);
        workers.close();
        closed.countDown();
        hooked.await();
        assertThat(result().outcome()).isEqualTo(Outcome.COMPLETED);
    }
}
