package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.OrchestrationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class InboxTest {
    private static final class Numbered extends Message {
        private final int producer;
        private final int number;

        Numbered(int producer, int number) {
            this.producer = producer;
            this.number = number;
        }

        @Override
        void deliver(Loop loop) {
            throw new UnsupportedOperationException();
        }
    }

    private final Inbox inbox = new Inbox(3);

    private List<Thread> producers(int count, int messages) {
        List<Thread> threads = new ArrayList<>();
        for (int producer = 0; producer < count; producer++) {
            int me = producer;
            threads.add(new Thread(() -> {
                for (int i = 0; i < messages; i++) {
                    assertThat(inbox.post(new Numbered(me, i))).isTrue();
                }
            }));
        }
        threads.forEach(Thread::start);
        return threads;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nothingIsLostAndEachProducerKeepsItsOrder(long seed) throws InterruptedException {
        Random random = new Random(seed);
        int messages = 20_000;
        List<Thread> threads = producers(4, messages);
        int[] next = new int[4];
        for (int left = 4 * messages; left > 0; ) {
            List<Message> batch = new ArrayList<>();
            int most = 1 + random.nextInt(5_000);
            inbox.drain(batch, most);
            assertThat(batch).hasSizeLessThanOrEqualTo(most);
            for (Message message : batch) {
                Numbered numbered = (Numbered) message;
                assertThat(numbered.number).as("seed " + seed).isEqualTo(next[numbered.producer]++);
            }
            left -= batch.size();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void whatWasTakenAndNotHandedOutStillLiesThere() {
        inbox.post(new Numbered(0, 0));
        inbox.post(new Numbered(0, 1));
        inbox.drain(new ArrayList<>(), 1);
        assertThat(inbox.hasMessages()).isTrue();
        inbox.drain(new ArrayList<>(), 1);
        assertThat(inbox.hasMessages()).isFalse();
    }

    @Test
    void thoseOutsideAreRefusedBeyondTheLimitAndTheEngineItselfNever() {
        for (int i = 0; i < 3; i++) {
            inbox.postFromOutside(new Numbered(0, i));
        }
        assertThatThrownBy(() -> inbox.postFromOutside(new Numbered(0, 3)))
                .isInstanceOfSatisfying(OrchestrationException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.QUEUE_FULL);
                    assertThat(e.code().kind()).isEqualTo(ErrorKind.RESOURCE);
                });
        assertThat(inbox.post(new Numbered(1, 0))).isTrue();
        inbox.drain(new ArrayList<>(), 1);
        assertThat(inbox.postFromOutside(new Numbered(0, 4))).isTrue();
    }

    @Test
    void aClosedInboxGivesBackWhatNobodyDrainedAndTakesNoMore() {
        Message first = new Numbered(0, 0);
        Message second = new Numbered(0, 1);
        inbox.post(first);
        inbox.post(second);
        assertThat(inbox.close()).containsExactly(first, second);
        assertThat(inbox.post(new Numbered(0, 2))).isFalse();
        assertThat(inbox.hasMessages()).isFalse();
        assertThat(inbox.close()).isEmpty();
    }
}
