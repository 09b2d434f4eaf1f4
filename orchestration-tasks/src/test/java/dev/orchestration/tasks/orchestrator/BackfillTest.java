package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.resources.AllocationRequest;
import dev.orchestration.resources.ResourceVector;
import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.OrchestrationMode;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may pass the first that lacks resources: those who do not delay it. */
class BackfillTest {
    private static Duration seconds(int some) {
        return Duration.ofSeconds(some);
    }

    /** Of four GPUs three are taken for a hundred seconds, and the next in line wants all of them. */
    private static Graph bigBehindLong(String... others) {
        String[] names =
                Stream.concat(Stream.of("long", "big"), Stream.of(others)).toArray(String[]::new);
        return Graph.of(names)
                .needs("long", "gpu", 3)
                .takes("long", seconds(100))
                .needs("big", "gpu", 4)
                .takes("big", seconds(10));
    }

    @Test
    void aStepPassesThatEndsWhenTheReservedOneStarts() {
        Graph graph = bigBehindLong("brief").needs("brief", "gpu", 1).takes("brief", seconds(100));
        given(graph).resource("gpu", 4).started().thenRunning("long", "brief");
    }

    @Test
    void aStepDoesNotPassThatWouldEndLater() {
        Graph graph = bigBehindLong("late").needs("late", "gpu", 1).takes("late", seconds(101));
        given(graph, 2)
                .resource("gpu", 4)
                .started()
                .thenRunning("long")
                .whenCompletes("long")
                .thenRunning("big");
    }

    @Test
    void aStepOfWhichNobodyKnowsHowLongItTakesDoesNotPass() {
        Graph graph = bigBehindLong("unknown").needs("unknown", "gpu", 1);
        given(graph).resource("gpu", 4).started().thenRunning("long");
    }

    @Test
    void whatIsLeftOverBesideTheReservedOneMayBeTakenForAnyTimeUntilItIsGone() {
        Graph graph = Graph.of("long", "big", "first", "second", "third")
                .needs("long", "gpu", 5)
                .takes("long", seconds(100))
                .needs("big", "gpu", 6)
                .needs("first", "gpu", 3)
                .needs("second", "gpu", 2)
                .needs("third", "gpu", 1);
        given(graph).resource("gpu", 10).started().thenRunning("long", "first", "third");
    }

    @Test
    void theReservedStartIsTheEarliestEndThatIsEnough() {
        Graph graph = Graph.of("slow", "quick", "big", "between")
                .needs("slow", "gpu", 1)
                .takes("slow", seconds(100))
                .needs("quick", "gpu", 1)
                .takes("quick", seconds(10))
                .needs("big", "gpu", 2)
                .needs("between", "gpu", 1)
                .takes("between", seconds(50));
        given(graph).resource("gpu", 3).started().thenRunning("slow", "quick");
    }

    @Test
    void whatEndsAtTheReservedStartIsLeftOverToo() {
        Graph graph = Graph.of("one", "two", "big", "slow")
                .needs("one", "gpu", 1)
                .takes("one", seconds(10))
                .needs("two", "gpu", 1)
                .takes("two", seconds(10))
                .needs("big", "gpu", 2)
                .needs("slow", "gpu", 1)
                .takes("slow", seconds(900));
        given(graph).resource("gpu", 3).started().thenRunning("one", "two", "slow");
    }

    @Test
    void amountsAsPeopleWriteThemAddUp() {
        Graph graph = Graph.of("one", "two", "big", "slow")
                .needs("one", "memory", 0.2)
                .takes("one", seconds(10))
                .needs("two", "memory", 0.6)
                .takes("two", seconds(10))
                .needs("big", "memory", 0.8)
                .needs("slow", "memory", 0.1)
                .takes("slow", seconds(900));
        given(graph).resource("memory", 0.9).started().thenRunning("one", "two", "slow");
    }

    @Test
    void onlyTheFirstWhoLacksSomethingHasAReservation() {
        Graph graph = bigBehindLong("holder", "second", "slow")
                .needs("holder", "memory", 1)
                .takes("holder", seconds(50))
                .needs("second", "memory", 2)
                .needs("slow", "memory", 1)
                .takes("slow", seconds(900));
        given(graph).resource("gpu", 4).resource("memory", 2).started().thenRunning("long", "holder", "slow");
    }

    @Test
    void whatIsOverdueIsExpectedToEndAtAnyMoment() {
        Graph brief = Graph.of("brief").needs("brief", "gpu", 1).takes("brief", seconds(1));
        given(bigBehindLong())
                .resource("gpu", 4)
                .started()
                .after(seconds(200))
                .startedToo(brief)
                .thenRunning("long");
    }

    /** Nothing that runs will bring it back, so nobody who waits for a place of his own is kept from it. */
    @Test
    void whereNobodyCanTellWhenTheFirstStartsEverybodyPasses() {
        Graph graph = Graph.of("big", "small").needs("big", "gpu", 2).needs("small", "gpu", 1);
        Stage stage = given(graph).resource("gpu", 2);
        stage.resources.allocate(new ResourceId("gpu"), "somebody outside", 1);
        stage.started().thenRunning("small");
    }

    @Test
    void theSlotOfWhatEndsBeforeIsLeftOver() {
        Graph graph = Graph.of("long", "big", "slow")
                .needs("long", "gpu", 1)
                .takes("long", seconds(10))
                .needs("big", "gpu", 1)
                .takes("slow", seconds(900));
        given(graph, 2).resource("gpu", 1).started().thenRunning("long", "slow");
    }

    @Test
    void whatPassesAndEndsInTimeTakesNothingOfWhatIsLeftOver() {
        Graph graph = Graph.of("long", "big", "brief", "slow")
                .needs("long", "gpu", 5)
                .takes("long", seconds(100))
                .needs("big", "gpu", 6)
                .needs("brief", "gpu", 3)
                .takes("brief", seconds(100))
                .needs("slow", "gpu", 2)
                .takes("slow", seconds(900));
        given(graph).resource("gpu", 10).started().thenRunning("long", "brief", "slow");
    }

    @Test
    void whatCouldNeverBeGivenStartsOnlyToFail() {
        Graph graph = Graph.of("a", "b").needs("a", "gpu", 3);
        Stage stage = given(graph).resource("gpu", 2).started().thenRunning("a", "b");
        assertThatThrownBy(() -> stage.workers.look("a").work().run(null)).hasMessageContaining("gpu");
    }

    /** What a host lent to somebody for a time comes back without anybody telling the loop. */
    @Test
    void theLoopLooksAgainWhenWhatSomebodyHoldsExpires() {
        Stage stage = given(Graph.of("a").needs("a", "gpu", 1)).resource("gpu", 1);
        var lent = AllocationRequest.of(ResourceVector.of(new ResourceId("gpu"), 1), "a host");
        stage.resources.allocate(lent.expiringAfter(seconds(20)));
        stage.started().thenRunning();
        assertThat(stage.loop.nextTimer().orElseThrow() - stage.clock.nanos())
                .isEqualTo(seconds(20).toNanos());
        stage.after(seconds(20)).thenRunning("a");
    }

    @Test
    void oneByOneNobodyPasses() {
        Graph graph = Graph.of("big", "small").needs("big", "gpu", 2).mode(OrchestrationMode.SEQUENTIAL);
        Stage stage = given(graph).resource("gpu", 2);
        stage.resources.allocate(new ResourceId("gpu"), "somebody outside", 1);
        stage.started().thenRunning();
    }

    private static Stage behindACrowd(int size) {
        String[] names = IntStream.rangeClosed(0, size)
                .mapToObj(i -> i < size ? "big" + i : "free")
                .toArray(String[]::new);
        Graph graph = Graph.of(names);
        IntStream.range(0, size).forEach(i -> graph.needs("big" + i, "gpu", 2));
        Stage stage = given(graph).resource("gpu", 2);
        stage.resources.allocate(new ResourceId("gpu"), "somebody outside", 1);
        return stage.started();
    }

    @Test
    void sixtyFourOfAnExecutionAreLookedPastAndNoMore() {
        behindACrowd(Standing.LOOK_AHEAD).thenRunning("free");
        behindACrowd(Standing.LOOK_AHEAD + 1).thenRunning();
    }

    @Test
    void theLineIsAsItWasAfterManyWereLookedPast() {
        Graph graph = Graph.of("long", "big", "middle", "small")
                .needs("long", "gpu", 4)
                .takes("long", seconds(100))
                .needs("big", "gpu", 2)
                .needs("middle", "gpu", 2)
                .needs("small", "gpu", 2);
        given(graph)
                .resource("gpu", 4)
                .started()
                .thenRunning("long")
                .step()
                .whenCompletes("long")
                .thenRunning("big", "middle");
    }
}
