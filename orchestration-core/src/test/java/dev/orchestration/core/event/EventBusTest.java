package dev.orchestration.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.Clock;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.SessionId;
import dev.orchestration.tasks.live.LiveWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventBusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EventBus bus = new EventBus(Clock.system(), () -> LiveWorld.errands(Clock.system()));
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    private static OrchestrationEvent project(String change, String name) {
        return new ProjectEvent(1, change, name, "active");
    }

    private static OrchestrationEvent session(String change) {
        return new SessionEvent(1, change, new SessionId("s1"), "nightly", "active");
    }

    private void hear(OrchestrationEvent event) {
        heard.add(event.type());
    }

    private void awaitTold() {
        assertThat(bus.awaitTold(PATIENCE)).isTrue();
    }

    @Test
    void aHandlerHearsTheTypeThatItIsRegisteredFor() {
        var unused = bus.register("session.created", this::hear);
        bus.publish(session("created"));
        bus.publish(session("completed"));
        bus.publish(project("created", "demo"));
        awaitTold();
        assertThat(heard).containsExactly("session.created");
    }

    @Test
    void aHandlerHearsAFamily() {
        var unused = bus.register("session.*", this::hear);
        bus.publish(session("created"));
        bus.publish(project("created", "demo"));
        bus.publish(session("completed"));
        awaitTold();
        assertThat(heard).containsExactly("session.created", "session.completed");
    }

    @Test
    void aHandlerHearsEverything() {
        var unused = bus.register("*", this::hear);
        bus.publish(session("created"));
        bus.publish(project("changed", "demo"));
        awaitTold();
        assertThat(heard).containsExactly("session.created", "project.changed");
    }

    @Test
    void aTypedHandlerHearsItsFamilyAndNeedsNoCast() {
        var unused = bus.register(ProjectEvent.class, event -> heard.add(event.project()));
        bus.publish(session("created"));
        bus.publish(project("created", "demo"));
        awaitTold();
        assertThat(heard).containsExactly("demo");
    }

    @Test
    void anUnknownTypeIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> bus.register("sesion.created", this::hear))
                .isInstanceOf(OrchestrationException.class)
                .hasMessage("'sesion.created' is no type of events; did you mean 'session.created'?");
        assertThat(bus.isHeard()).isFalse();
    }

    @Test
    void thereIsNoEventOfAnUnknownChange() {
        assertThatThrownBy(() -> session("vanished"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no event session.vanished; there are session.created");
    }

    @Test
    void aHandlerIsToldInTheOrderOfPublishing() {
        var unused = bus.register(ProjectEvent.class, event -> heard.add(event.project()));
        IntStream.range(0, 1_000).forEach(i -> bus.publish(project("changed", "p" + i)));
        awaitTold();
        assertThat(heard)
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_000).mapToObj(i -> "p" + i).toList());
    }

    @Test
    void aHandlerThatThrowsIsCountedAndHarmsNobody() {
        var throwing = bus.register("*", event -> {
            throw new AssertionError("always");
        });
        var unused = bus.register("*", this::hear);
        bus.publish(session("created"));
        bus.publish(session("completed"));
        awaitTold();
        assertThat(heard).containsExactly("session.created", "session.completed");
        assertThat(bus.faults()).isEqualTo(2);
        throwing.close();
        assertThat(bus.faults())
                .as("what one has done stays counted when it is gone")
                .isEqualTo(2);
    }

    @Test
    void aHandlerThatBlocksMissesWhatIsTooMuchAndHarmsNobody() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        var blocked = bus.register("*", event -> {
            entered.countDown();
            gate.await();
        });
        bus.publish(session("created"));
        entered.await();
        var unused = bus.register("session.completed", this::hear);
        IntStream.range(0, EventHandler.MOST_WAITING + 5).forEach(i -> bus.publish(project("changed", "p")));
        bus.publish(session("completed"));
        assertThat(bus.dropped()).isEqualTo(6);
        assertThat(bus.states().get(0).waiting()).isEqualTo(EventHandler.MOST_WAITING);
        assertThat(bus.states().get(0).busy()).isPositive();
        blocked.close();
        awaitTold();
        assertThat(heard).containsExactly("session.completed");
        assertThat(bus.dropped()).isEqualTo(6);
        gate.countDown();
    }

    @Test
    void noCallBeginsOnceItIsClosed() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Registration registration = bus.register(ProjectEvent.class, event -> {
            heard.add(event.project());
            entered.countDown();
            gate.await();
        });
        bus.publish(project("created", "first"));
        bus.publish(project("created", "second"));
        entered.await();
        registration.close();
        registration.close();
        gate.countDown();
        bus.publish(project("created", "third"));
        CountDownLatch later = new CountDownLatch(1);
        var unused = bus.register("*", event -> later.countDown());
        bus.publish(session("created"));
        later.await();
        assertThat(heard).containsExactly("first");
    }

    @Test
    void aHandlerMayRegisterAnotherPublishAndCloseItself() {
        AtomicReference<Registration> own = new AtomicReference<>();
        own.set(bus.register("session.created", event -> {
            var unused = bus.register("project.*", this::hear);
            bus.publish(project("created", "demo"));
            assertThat(bus.awaitTold(PATIENCE))
                    .as("it does not wait for itself")
                    .isTrue();
            own.get().close();
        }));
        bus.publish(session("created"));
        awaitTold();
        bus.publish(session("created"));
        bus.publish(project("changed", "demo"));
        awaitTold();
        assertThat(heard).containsExactly("project.created", "project.changed");
        assertThat(bus.faults()).isZero();
    }

    @Test
    void whatWaitsIsLetGoWhenItIsClosedAndALateFaultIsCounted() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Registration registration = bus.register("*", event -> {
            entered.countDown();
            gate.await();
            throw new IllegalStateException("late");
        });
        bus.publish(session("created"));
        bus.publish(session("completed"));
        entered.await();
        registration.close();
        assertThat(((HandlerQueue) registration).waiting()).isZero();
        gate.countDown();
        while (bus.faults() == 0) {
            Thread.onSpinWait();
        }
        assertThat(bus.faults()).isEqualTo(1);
    }

    @Test
    void ofAHandlerThatAlwaysFailsPowersOfTenAreLogged() {
        assertThat(LongStream.rangeClosed(1, 20_000).filter(HandlerQueue::isPowerOfTen))
                .containsExactly(1L, 10L, 100L, 1_000L, 10_000L);
    }

    @Test
    void nobodyIsPromisedAnEventThatNeverHappens() {
        assertThatThrownBy(() -> bus.register("session.updated", this::hear))
                .isInstanceOf(OrchestrationException.class);
    }
}
