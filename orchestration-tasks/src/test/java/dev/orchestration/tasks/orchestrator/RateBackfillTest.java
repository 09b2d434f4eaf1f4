package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.resources.AllocationRequest;
import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceAllocation;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.resources.ResourceVector;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.event.CancelScope;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who may pass the first that waits for a rate to refill. */
class RateBackfillTest {
    private static Duration seconds(int some) {
        return Duration.ofSeconds(some);
    }

    private static Stage givenCalls(Graph graph, int slots) {
        Stage stage = given(graph, slots);
        Resource calls = new Resource(new ResourceId("calls"), ResourceType.API_QUOTA, 10);
        stage.resources.register(calls.every(Duration.ofMinutes(1)));
        return stage;
    }

    /** No end of anything brings a rate back: whoever takes of it now is in the way, however brief it is. */
    @Test
    void nobodyElseTakesOfARateThatTheFirstNeeds() {
        Graph graph = Graph.of("first", "second", "brief", "other")
                .needs("first", "calls", 5)
                .needs("second", "calls", 10)
                .needs("brief", "calls", 1)
                .takes("brief", Duration.ofMillis(1));
        givenCalls(graph, 9)
                .started()
                .thenRunning("first", "other")
                .after(seconds(29))
                .thenRunning("first", "other")
                .after(seconds(1))
                .thenRunning("first", "other", "second");
    }

    /** The loop looked again at the time at which it would have expired before. */
    @Test
    void theLoopHearsOfAnAllocationThatExpiresSoonerThanItWouldHave() {
        Stage stage = given(Graph.of("a").needs("a", "gpu", 1)).resource("gpu", 1);
        ResourceVector gpu = ResourceVector.of(new ResourceId("gpu"), 1);
        ResourceAllocation held =
                stage.resources.allocate(AllocationRequest.of(gpu, "the host").expiringAfter(Duration.ofHours(1)));
        stage.started().thenRunning();
        stage.resources.onRelease(() -> stage.tell(on -> {}));
        stage.resources.renew(held.allocationId(), seconds(60));
        assertThat(stage.loop.hasMessages()).isTrue();
        assertThat(stage.step().loop.nextTimer().orElseThrow() - stage.clock.nanos())
                .isEqualTo(seconds(60).toNanos());
        stage.after(seconds(60)).thenRunning("a");
    }

    @Test
    void theLoopLooksAgainWhenTheFirstRateHasRefilled() {
        Graph graph = Graph.of("calls", "mails", "more calls", "more mails")
                .needs("calls", "calls", 5)
                .needs("mails", "mails", 1)
                .needs("more calls", "calls", 10)
                .needs("more mails", "mails", 2);
        Stage stage = givenCalls(graph, 9);
        Resource mails = new Resource(new ResourceId("mails"), ResourceType.API_QUOTA, 2);
        stage.resources.register(mails.every(seconds(16)));
        assertThat(stage.started().loop.nextTimer().orElseThrow() - stage.clock.nanos())
                .isEqualTo(seconds(8).toNanos());
        stage.after(seconds(8)).thenRunning("calls", "mails", "more mails");
        assertThat(stage.loop.nextTimer().orElseThrow() - stage.clock.nanos())
                .isEqualTo(seconds(22).toNanos());
    }

    @Test
    void whoWaitsForARateKeepsASlotForTheMomentItHasRefilled() {
        Graph graph = Graph.of("first", "second", "slow", "brief")
                .needs("first", "calls", 5)
                .takes("first", seconds(900))
                .needs("second", "calls", 10)
                .takes("slow", seconds(31))
                .takes("brief", seconds(30));
        givenCalls(graph, 2).started().thenRunning("first", "brief");
    }

    @Test
    void ofTheSlotsThatAreLeftOverEachIsGivenOnce() {
        Graph graph = Graph.of("first", "second", "slow", "slower")
                .needs("first", "calls", 5)
                .takes("first", seconds(900))
                .needs("second", "calls", 10)
                .takes("slow", seconds(31))
                .takes("slower", seconds(32));
        givenCalls(graph, 3).started().thenRunning("first", "slow");
    }

    @Test
    void theRefillIsReckonedFromNow() {
        Graph graph = Graph.of("first", "second", "slow", "brief")
                .needs("first", "calls", 5)
                .takes("first", seconds(900))
                .needs("second", "calls", 10)
                .takes("slow", seconds(31))
                .takes("brief", seconds(30));
        givenCalls(graph, 2).after(seconds(500)).started().thenRunning("first", "brief");
    }

    /** What a step of the loop reserves is found anew in the next one. */
    @Test
    void aReservationOfSomebodyWhoIsGoneKeepsNobodyFromAnything() {
        Graph graph = Graph.of("gone", "holder", "wide", "late", "call", "later: late")
                .needs("gone", "gpu", 2)
                .needs("gone", "calls", 10)
                .needs("holder", "memory", 1)
                .takes("holder", seconds(50))
                .needs("wide", "memory", 2)
                .needs("late", "memory", 1)
                .takes("late", seconds(900))
                .needs("call", "calls", 1)
                .takes("call", seconds(1))
                .needs("later", "memory", 1)
                .takes("later", seconds(900));
        Stage stage = givenCalls(graph, 9).resource("gpu", 2).resource("memory", 2);
        stage.resources.allocate(new ResourceId("gpu"), "somebody outside", 1);
        stage.started()
                .thenRunning("holder", "late")
                .whenCancelled(CancelScope.STEP, 0)
                .thenRunning("holder", "late", "call")
                .whenCompletes("late")
                .thenRunning("holder", "call");
    }

    @Test
    void aRateAndWhatIsHeldAreBothWaitedFor() {
        Graph graph = Graph.of("long", "both", "until", "beyond")
                .needs("long", "gpu", 1)
                .takes("long", seconds(10))
                .needs("long", "calls", 5)
                .takes("long", seconds(10))
                .needs("both", "gpu", 2)
                .needs("both", "calls", 10)
                .needs("until", "gpu", 1)
                .takes("until", seconds(30))
                .needs("beyond", "gpu", 1)
                .takes("beyond", seconds(31));
        givenCalls(graph, 9)
                .resource("gpu", 2)
                .started()
                .thenRunning("long", "until")
                .whenCompletes("until")
                .thenRunning("long")
                .whenCompletes("long")
                .thenRunning()
                .after(seconds(30))
                .thenRunning("both");
    }
}
