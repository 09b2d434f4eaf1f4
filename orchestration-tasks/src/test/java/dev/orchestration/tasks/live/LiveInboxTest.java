package dev.orchestration.tasks.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.orchestrator.Loop;
import dev.orchestration.tasks.orchestrator.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LiveInboxTest {
    private record Numbered(int producer, int number) implements Message {
        @Override
        public void deliver(Loop loop) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void refuse(OrchestrationException why) {
            throw new UnsupportedOperationException();
        }
    }

    private final LiveInbox inbox = new LiveInbox();

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
            inbox.await(Long.MAX_VALUE);
            List<Message> batch = new ArrayList<>();
            int most = 1 + random.nextInt(5_000);
            inbox.drain(batch, most);
            assertThat(batch).hasSizeLessThanOrEqualTo(most);
            for (Message message : batch) {
                Numbered numbered = (Numbered) message;
                assertThat(numbered.number()).isEqualTo(next[numbered.producer()]++);
            }
            left -= batch.size();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void aMessageWakesTheWaitingLoopEachTime() throws InterruptedException {
        List<Message> got = new ArrayList<>();
        Thread loop = new Thread(() -> {
            while (got.size() < 10_000) {
                inbox.await(Long.MAX_VALUE);
                inbox.drain(got, 1);
            }
        });
        loop.start();
        for (Thread producer : producers(2, 5_000)) {
            producer.join();
        }
        loop.join();
        assertThat(got).hasSize(10_000);
    }

    @Test
    void anInterruptedLoopWaitsAgain() {
        Thread.currentThread().interrupt();
        inbox.await(Long.MAX_VALUE);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aClosedInboxGivesBackWhatNobodyDrainedAndTakesNoMore() {
        inbox.post(new Numbered(0, 0));
        inbox.post(new Numbered(0, 1));
        assertThat(inbox.close()).containsExactly(new Numbered(0, 0), new Numbered(0, 1));
        assertThat(inbox.post(new Numbered(0, 2))).isFalse();
    }
}
