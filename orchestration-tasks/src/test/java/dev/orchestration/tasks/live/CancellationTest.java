package dev.orchestration.tasks.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.tasks.orchestrator.EndReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private static final class Told extends Cancellation {
        final List<String> told = new ArrayList<>();
        Executor hookRunner = Runnable::run;

        @Override
        void never(EndReason reason) {
            told.add("never, because of " + reason);
        }

        @Override
        void leftBehind() {
            told.add("left behind");
        }

        @Override
        Executor hookRunner() {
            return hookRunner;
        }
    }

    private final Told attempt = new Told();

    @Test
    void anAttemptThatIsCancelledBeforeItBeginsDoesNothing() {
        attempt.end(EndReason.CANCEL);
        attempt.end(EndReason.TIMEOUT);
        assertThat(attempt.begin()).isFalse();
        assertThat(attempt.told).containsExactly("never, because of CANCEL");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aHookThatThrowsHarmsNoOther() {
        attempt.begin();
        AtomicInteger calls = new AtomicInteger();
        attempt.onAsk(() -> {
            throw new AssertionError("hook");
        });
        attempt.onAsk(calls::incrementAndGet);
        attempt.end(EndReason.CANCEL);
        attempt.end(EndReason.CANCEL);
        assertThat(calls).hasValue(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** The loop failed of it, and nobody interrupted the attempt. */
    @Test
    void anAttemptIsInterruptedAlthoughNoThreadCanBeStartedForItsHook() {
        attempt.hookRunner = hook -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
        attempt.begin();
        attempt.onAsk(() -> {});
        attempt.end(EndReason.CANCEL);
        assertThat(Thread.interrupted()).isTrue();
        attempt.onAsk(() -> {});
    }

    @Test
    void anAttemptThatIsOverIsNotInterrupted() {
        attempt.begin();
        assertThat(attempt.finish()).isTrue();
        attempt.end(EndReason.CANCEL);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whatIsAbandonedTellsSoOnceAndItsEndIsNotAwaited() {
        attempt.begin();
        attempt.end(EndReason.TIMEOUT);
        attempt.abandon();
        attempt.abandon();
        assertThat(attempt.finish()).isFalse();
        assertThat(attempt.told).containsExactly("left behind");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whatIsOverCannotBeAbandoned() {
        attempt.begin();
        attempt.finish();
        attempt.abandon();
        assertThat(attempt.told).isEmpty();
    }
}
