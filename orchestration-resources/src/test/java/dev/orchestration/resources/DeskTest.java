package dev.orchestration.resources;

import static dev.orchestration.resources.Counter.id;
import static dev.orchestration.resources.Counter.want;
import static dev.orchestration.resources.Visitor.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What cannot be brought about from outside: two things that happen to a waiter at the same moment. */
@Timeout(120)
class DeskTest {
    private final ManualClock clock = new ManualClock(Counter.START);
    private final Desk desk = new Desk(clock, new Changes());

    DeskTest() {
        desk.act(ledger -> ledger.register(new Resource(id("gpu"), ResourceType.CUSTOM, 1)));
    }

    private ResourceAllocation take() {
        return desk.act(ledger -> ledger.take(AllocationRequest.of(want("gpu", 1), "a")));
    }

    /** What it got is not lost by an interruption that came too late, nor is the interruption. */
    @Test
    void whoIsServedAndInterruptedAtOnceIsServedAndStaysInterrupted() throws Exception {
        ResourceAllocation held = take();
        CountDownLatch entering = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread visitor = new Thread(() -> {
            try {
                desk.await(AllocationRequest.of(want("gpu", 1), "b"), LONG, entering::countDown);
                interrupted.complete(Thread.currentThread().isInterrupted());
            } catch (InterruptedException | RuntimeException e) {
                interrupted.completeExceptionally(e);
            }
        });
        visitor.start();
        assertThat(entering.await(60, TimeUnit.SECONDS)).isTrue();
        desk.act(ledger -> {
            visitor.interrupt();
            return ledger.release(held);
        });
        assertThat(interrupted.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(desk.<Integer>act(ledger -> ledger.leases().size())).isEqualTo(1);
    }

    @Test
    void aWaiterThatEndsIsWokenAndOneThatSleepsLongerThanItMayToo() {
        int[] woken = {0};
        take();
        Waiter waiter = desk.act(ledger ->
                ledger.waiters().enter(AllocationRequest.of(want("gpu", 1), "b"), LONG, () -> woken[0]++));
        assertThat(desk.<Long>act(ledger -> ledger.waiters().look(waiter, false)))
                .isEqualTo(LONG.toNanos());
        waiter.wakeBy(LONG.toNanos());
        assertThat(woken[0]).isZero();
        waiter.wakeBy(LONG.toNanos() - 1);
        waiter.wakeBy(1); // it is awake by now
        assertThat(woken[0]).isEqualTo(1);
        desk.act(ledger -> ledger.releaseAll("a"));
        assertThat(waiter.state()).isEqualTo(Waiter.State.SERVED);
        assertThat(woken[0]).isEqualTo(2);
        assertThat(desk.<Long>act(ledger -> ledger.waiters().look(waiter, true)))
                .isZero();
    }

    @Test
    void onlyTheFirstInTheLineSleepsUntilWhatIsDueForAll() {
        AllocationRequest one = AllocationRequest.of(want("gpu", 1), "b");
        desk.act(ledger -> ledger.take(one.expiringAfter(LONG.dividedBy(2))));
        Waiter first = desk.act(ledger -> ledger.waiters().enter(one, LONG, () -> {}));
        Waiter second = desk.act(ledger -> ledger.waiters().enter(one, LONG.plusNanos(7), () -> {}));
        long half = LONG.dividedBy(2).toNanos();
        assertThat(desk.<Long>act(ledger -> ledger.waiters().look(first, false)))
                .isEqualTo(half);
        assertThat(desk.<Long>act(ledger -> ledger.waiters().look(second, false)))
                .isEqualTo(2 * half + 7);
        desk.act(ledger -> ledger.waiters().look(first, true));
        assertThat(first.state()).isEqualTo(Waiter.State.INTERRUPTED);
        assertThat(desk.<Long>act(ledger -> ledger.waiters().look(second, false)))
                .isEqualTo(half);
    }

    @Test
    void whoWaitsForARateSleepsUntilItHasRefilled() {
        clock.advance(Duration.ofSeconds(3));
        desk.act(ledger -> ledger.register(Counter.rate("api", 10, 10)));
        desk.act(ledger -> ledger.take(AllocationRequest.of(want("api", 10), "a")));
        AllocationRequest five = AllocationRequest.of(want("api", 5), "b");
        Waiter first = desk.act(ledger -> ledger.waiters().enter(five, LONG, () -> {}));
        Waiter second = desk.act(ledger -> ledger.waiters().enter(five, LONG, () -> {}));
        assertThat(desk.<Long>act(ledger -> ledger.waiters().look(first, false)))
                .isEqualTo(500_000_000);
        assertThat(desk.<Long>act(Ledger::nextDue)).isEqualTo(3_500_000_000L);
        clock.advance(Duration.ofMillis(500));
        assertThat(desk.<Long>act(ledger -> ledger.waiters().look(first, false)))
                .isZero();
        assertThat(desk.<Long>act(ledger -> ledger.waiters().look(second, false)))
                .isEqualTo(500_000_000);
        assertThat(desk.<Long>act(Ledger::nextDue)).isEqualTo(4_000_000_000L);
    }

    /** The next is not asleep for longer than the first was: it is woken when it becomes the first. */
    @Test
    void whoBecomesTheFirstIsWokenToLookAfterWhatIsDue() {
        int[] woken = {0};
        AllocationRequest one = AllocationRequest.of(want("gpu", 1), "b");
        desk.act(ledger -> ledger.take(one.expiringAfter(LONG.dividedBy(2))));
        Waiter first = desk.act(ledger -> ledger.waiters().enter(one, LONG, () -> {}));
        Waiter second = desk.act(ledger -> ledger.waiters().enter(one, LONG, () -> woken[0]++));
        desk.act(ledger -> ledger.waiters().look(second, false));
        desk.act(ledger -> ledger.waiters().look(first, false));
        assertThat(woken[0]).isZero();
        desk.act(ledger -> ledger.waiters().look(first, true));
        assertThat(woken[0]).isEqualTo(1);
    }

    @Test
    void anActThatThrowsLeavesTheLockAndTellsWhatHappenedBefore() {
        assertThatThrownBy(() -> desk.act(ledger -> {
                    throw new IllegalStateException("broken act");
                }))
                .hasMessage("broken act");
        assertThat(CompletableFuture.supplyAsync(this::take, task -> new Thread(task).start())
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join()
                        .isHeld())
                .isTrue();
    }
}
