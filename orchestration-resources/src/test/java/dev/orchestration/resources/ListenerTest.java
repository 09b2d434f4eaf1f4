package dev.orchestration.resources;

import static dev.orchestration.resources.Counter.id;
import static dev.orchestration.resources.Counter.want;
import static dev.orchestration.resources.Counter.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ListenerTest {
    private final Counter counter = with("gpu", 2);
    private final ResourceManager manager = counter.manager;

    @Test
    void everythingThatHappensIsToldInItsOrder() {
        counter.listening().and("cpu", 1);
        ResourceAllocation one = counter.take("gpu", 1);
        manager.allocate(AllocationRequest.of(want("gpu", 1), "b").expiringAfter(Duration.ofSeconds(1)));
        one.close();
        manager.setStatus(id("gpu"), ResourceStatus.OFFLINE);
        counter.after(Duration.ofSeconds(1)).inUse("gpu");
        long at = Counter.START;
        Resource cpu = manager.find(id("cpu")).orElseThrow();
        assertThat(counter.told)
                .startsWith(new ResourceEvent.Registered(at, cpu), new ResourceEvent.Allocated(at, one));
        assertThat(counter.told)
                .contains(
                        new ResourceEvent.Released(at, one),
                        new ResourceEvent.StatusChanged(
                                at, id("gpu"), ResourceStatus.AVAILABLE, ResourceStatus.OFFLINE));
        assertThat(counter.told).extracting(ResourceEvent::at).endsWith(at, at, at + 1_000_000);
        assertThat(counter.told())
                .containsExactly("Registered", "Allocated", "Allocated", "Released", "StatusChanged", "Expired");
    }

    @Test
    void whatChangedNothingIsNotTold() {
        ResourceAllocation one = counter.take("gpu", 1);
        one.close();
        counter.listening();
        one.close();
        counter.canTake("gpu", 0.1);
        counter.told.clear();
        manager.setStatus(id("gpu"), ResourceStatus.AVAILABLE);
        manager.register(new Resource(id("gpu"), ResourceType.CUSTOM, 1));
        manager.tryAllocateAll(want("gpu", 2), "a");
        manager.tryAllocateAll(want("gpu", 2), "a");
        assertThat(counter.told()).containsExactly("Allocated");
    }

    @Test
    void waitingAndItsEndAreTold() throws Exception {
        counter.take("gpu", 2);
        counter.listening();
        Visitor late = Visitor.waits(manager, AllocationRequest.of(want("gpu", 1), "late"), Duration.ofSeconds(1));
        Visitor interrupted = Visitor.waits(manager, "interrupted", want("gpu", 1));
        interrupted.interrupt();
        interrupted.sentAway();
        counter.after(Duration.ofSeconds(1)).inUse("gpu");
        late.sentAway();
        assertThat(counter.told()).containsExactly("Waiting", "Waiting", "GaveUp", "GaveUp");
    }

    @Test
    void aListenerThatThrowsIsCountedAndHarmsNobody() {
        manager.listen(event -> {
            throw new AssertionError("bad listener");
        });
        manager.onRelease(() -> {
            throw new IllegalStateException("bad listener");
        });
        counter.listening();
        counter.take("gpu", 1).close();
        assertThat(counter.told()).containsExactly("Allocated", "Released");
        assertThat(manager.listenerFaults()).isEqualTo(3);
    }

    @Test
    void aListenerMayUseTheManagerAndHearsOfItAfterwards() {
        List<String> heard = new ArrayList<>();
        manager.listen(event -> {
            heard.add("before " + event.getClass().getSimpleName());
            if (event instanceof ResourceEvent.Allocated allocated) {
                allocated.allocation().close();
            }
            heard.add("after " + event.getClass().getSimpleName());
        });
        counter.take("gpu", 1);
        assertThat(heard).containsExactly("before Allocated", "after Allocated", "before Released", "after Released");
    }

    /** With a lock held, the other thread could not get in, and this test would not end. */
    @Test
    void listenersAreCalledOutsideTheLock() {
        AtomicReference<Double> seen = new AtomicReference<>();
        Runnable look = () -> seen.set(CompletableFuture.supplyAsync(() -> counter.inUse("gpu"), this::run)
                .orTimeout(60, TimeUnit.SECONDS)
                .join());
        manager.listen(event -> look.run());
        counter.take("gpu", 1);
        assertThat(seen).hasValue(1.0);
        manager.onRelease(look);
        manager.releaseAll("somebody");
        assertThat(seen).hasValue(0.0);
        assertThat(manager.listenerFaults()).isZero();
    }

    private void run(Runnable task) {
        new Thread(task).start();
    }

    @Test
    void whoIsRemovedHearsNothingMore() throws Exception {
        AtomicInteger releases = new AtomicInteger();
        Runnable onRelease = releases::incrementAndGet;
        manager.onRelease(onRelease);
        AutoCloseable listening = manager.listen(counter.told::add);
        counter.take("gpu", 1).close();
        manager.removeReleaseListener(onRelease);
        listening.close();
        counter.take("gpu", 1).close();
        assertThat(releases).hasValue(1);
        assertThat(counter.told()).containsExactly("Allocated", "Released");
    }

    @Test
    void onlyWhatMakesRoomCountsAsARelease() {
        AtomicInteger releases = new AtomicInteger();
        manager.onRelease(releases::incrementAndGet);
        ResourceAllocation one = counter.take("gpu", 1);
        manager.getUsage(id("gpu"));
        manager.tryAllocate(id("gpu"), "a", 2);
        assertThat(releases).hasValue(0);
        one.close();
        one.close();
        manager.releaseAll("nobody");
        assertThat(releases).hasValue(1);
        counter.and("cpu", 1);
        assertThat(releases).hasValue(2);
        counter.take("gpu", 1);
        counter.take("gpu", 1);
        manager.releaseAll("somebody");
        assertThat(releases).hasValue(3);
        manager.setStatus(id("gpu"), ResourceStatus.OFFLINE);
        assertThat(releases).hasValue(3);
        manager.setStatus(id("gpu"), ResourceStatus.AVAILABLE);
        assertThat(releases).hasValue(4);
    }

    /** Each is told of the other's events too, so a listener never runs on two threads at once, and order is kept. */
    @Test
    void eventsOfManyThreadsAreToldOneAtATimeInOrder() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<ResourceEvent> heard = new ArrayList<>();
        manager.listen(event -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            heard.add(event);
            inside.decrementAndGet();
        });
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 500; n++) {
                    counter.canTake("gpu", 2);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most).hasValue(1);
        for (int i = 0; i < heard.size(); i++) {
            assertThat(heard.get(i))
                    .isInstanceOf(i % 2 == 0 ? ResourceEvent.Allocated.class : ResourceEvent.Released.class);
        }
    }
}
