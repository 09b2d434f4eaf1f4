package dev.orchestration.resources;

import static dev.orchestration.resources.Counter.id;
import static dev.orchestration.resources.Counter.want;
import static dev.orchestration.resources.Visitor.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thousand threads at one counter, looked at from outside all the while. */
@Timeout(120)
class HammerTest {
    private static final int THREADS = 1_000;
    private static final int ACTS = 60;
    private static final long SEED = 20_260_101;
    private static final ResourceId GPU = id("gpu");
    private static final ResourceId CPU = id("cpu");

    private final ResourceManager manager = new ResourceManager();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** What the threads know to hold, in thousandths: never more than what the manager counts. */
    private final AtomicLong gpuHeld = new AtomicLong();

    private final CountDownLatch start = new CountDownLatch(1);
    private long samples;

    @Test
    void aThousandThreadsNeverHoldMoreThanThereIsAndLeaveNothing() throws Exception {
        manager.register(new Resource(GPU, ResourceType.COMPUTE, 3));
        manager.register(new Resource(CPU, ResourceType.COMPUTE, 40));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads.add(started(() -> visit(number)));
        }
        Thread sampler = started(() -> sampleWhileAlive(threads));
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        sampler.join();
        assertThat(failure.get()).as("seed %d", SEED).isNull();
        assertThat(samples).isPositive();
        atRest();
    }

    private interface Work {
        void run() throws Exception;
    }

    private Thread started(Work work) {
        Thread thread = new Thread(() -> {
            try {
                start.await();
                work.run();
            } catch (Throwable e) { // also what an assertion says
                failure.compareAndSet(null, e);
            }
        });
        thread.start();
        return thread;
    }

    private void visit(int number) throws InterruptedException {
        Random random = new Random(SEED + number);
        String name = "visitor " + number;
        for (int i = 0; i < ACTS; i++) {
            double gpu = 0.1 * (1 + random.nextInt(20));
            ResourceVector wanted = want("gpu", gpu).plus(CPU, 1 + random.nextInt(9));
            AllocationRequest request = AllocationRequest.of(wanted, name);
            ResourceAllocation got = random.nextInt(8) == 0
                    ? manager.allocate(request, LONG)
                    : manager.tryAllocate(request).orElse(null);
            if (got != null) {
                long thousandths = Math.round(gpu * 1_000);
                gpuHeld.addAndGet(thousandths);
                assertThat(got.isHeld()).isTrue(); // others come meanwhile
                gpuHeld.addAndGet(-thousandths);
                giveBack(got, name, random.nextInt(3));
            }
        }
    }

    private void giveBack(ResourceAllocation got, String name, int way) {
        switch (way) {
            case 0 -> got.close();
            case 1 -> assertThat(manager.release(got.allocationId())).isTrue();
            default -> assertThat(manager.releaseAll(name)).isEqualTo(1);
        }
        assertThat(got.isHeld()).isFalse();
    }

    private void sampleWhileAlive(List<Thread> threads) {
        do { // where there is one processor, all may have ended before it has its turn
            assertThat(gpuHeld.get()).isBetween(0L, 3_000L);
            assertThat(manager.getUsage(GPU).current()).isBetween(0.0, 3.0);
            assertThat(manager.getUsage(CPU).current()).isBetween(0.0, 40.0);
            samples++;
        } while (threads.stream().anyMatch(Thread::isAlive));
    }

    private void atRest() {
        assertThat(manager.getUsage(GPU).current()).isZero();
        assertThat(manager.getUsage(CPU).current()).isZero();
        assertThat(manager.getUsage(CPU).claimed()).isZero();
        assertThat(manager.getUsage(GPU).peak()).isBetween(1.0, 3.0);
        assertThat(manager.allocations()).isEmpty();
        assertThat(manager.waiting()).isEmpty();
    }
}
