package dev.orchestration.tasks.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {
    @Test
    void anAttemptThatIsCancelledBeforeItBeginsDoesNothing() {
        Cancellation cancellation = new Cancellation(Runnable::run);
        cancellation.ask();
        assertThat(cancellation.begin(Thread.currentThread())).isFalse();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aHookThatThrowsHarmsNoOther() {
        Cancellation cancellation = new Cancellation(Runnable::run);
        AtomicInteger calls = new AtomicInteger();
        cancellation.onAsk(() -> {
            throw new AssertionError("hook");
        });
        cancellation.onAsk(calls::incrementAndGet);
        cancellation.ask();
        cancellation.ask();
        assertThat(calls).hasValue(1);
    }
}
