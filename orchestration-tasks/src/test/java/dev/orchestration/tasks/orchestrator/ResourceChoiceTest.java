package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ResourceId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which resource a task gets that asks for one of a type. */
class ResourceChoiceTest {
    private final ResourceManager resources = new ResourceManager();
    private final ResourceChoice choice = new ResourceChoice(resources);

    private ResourceChoiceTest given(String id, ResourceType type, double capacity) {
        resources.register(new Resource(new ResourceId(id), type, capacity));
        return this;
    }

    private ResourceChoiceTest taken(String id, double amount) {
        resources.allocate(new ResourceId(id), "somebody", amount);
        return this;
    }

    private static Optional<Map<ResourceId, Double>> amounts(Object... values) {
        Map<ResourceId, Double> amounts = new java.util.TreeMap<>();
        for (int i = 0; i < values.length; i += 2) {
            amounts.put(new ResourceId((String) values[i]), ((Number) values[i + 1]).doubleValue());
        }
        return Optional.of(amounts);
    }

    private void thenGets(Graph graph, Object... values) {
        assertThat(choice.now(graph.plan().spec(0))).isEqualTo(amounts(values));
    }

    @Test
    void theFirstOfTheTypeThatHasEnoughIsTaken() {
        given("disk", ResourceType.STORAGE, 9)
                .given("gpu-0", ResourceType.COMPUTE, 1)
                .given("gpu-1", ResourceType.COMPUTE, 2)
                .given("gpu-2", ResourceType.COMPUTE, 2);
        thenGets(Graph.of("a").needsAny("a", ResourceType.COMPUTE, 2), "gpu-1", 2);
        taken("gpu-1", 1);
        thenGets(Graph.of("a").needsAny("a", ResourceType.COMPUTE, 2), "gpu-2", 2);
    }

    @Test
    void theLargestAmountChoosesFirst() {
        given("gpu-0", ResourceType.COMPUTE, 2).given("gpu-1", ResourceType.COMPUTE, 1);
        Graph graph = Graph.of("a").needsAny("a", ResourceType.COMPUTE, 1).needsAny("a", ResourceType.COMPUTE, 2);
        thenGets(graph, "gpu-0", 2, "gpu-1", 1);
    }

    @Test
    void whatTheTaskTakesBesideIsCounted() {
        given("gpu-0", ResourceType.COMPUTE, 3).given("gpu-1", ResourceType.COMPUTE, 3);
        Graph graph = Graph.of("a").needs("a", "gpu-0", 2).needsAny("a", ResourceType.COMPUTE, 2);
        thenGets(graph, "gpu-0", 2, "gpu-1", 2);
        Graph less = Graph.of("a").needs("a", "gpu-0", 2).needsAny("a", ResourceType.COMPUTE, 1);
        thenGets(less, "gpu-0", 3);
    }

    @Test
    void whatIsNamedTwiceIsAddedUp() {
        given("gpu-0", ResourceType.COMPUTE, 3);
        thenGets(Graph.of("a").needs("a", "gpu-0", 1).needs("a", "gpu-0", 2), "gpu-0", 3);
    }

    @Test
    void whereNoneHasEnoughTheFirstThatEverHasIsWaitedFor() {
        given("gpu-0", ResourceType.COMPUTE, 1)
                .given("gpu-1", ResourceType.COMPUTE, 2)
                .given("gpu-2", ResourceType.COMPUTE, 2);
        taken("gpu-1", 1).taken("gpu-2", 1);
        thenGets(Graph.of("a").needsAny("a", ResourceType.COMPUTE, 2), "gpu-1", 2);
    }

    @Test
    void whatNothingCouldEverGiveIsNotWaitedFor() {
        given("gpu-0", ResourceType.COMPUTE, 1);
        Graph graph = Graph.of("a").needsAny("a", ResourceType.COMPUTE, 2);
        assertThat(choice.now(graph.plan().spec(0))).isEmpty();
        assertThat(choice.everFitting(graph.plan().spec(0))).isEmpty();
    }

    @Test
    void whoNeedsNothingTakesNothing() {
        thenGets(Graph.of("a"));
    }

    /** There is nothing to wait for yet, so it keeps nobody from anything. */
    @Test
    void aTaskWhoseTypeIsGoneWaitsAndOthersPass() {
        Graph graph = Graph.of("a", "b").needsAny("a", ResourceType.COMPUTE, 1);
        Stage stage = Stage.given(graph).started().thenRunning("b");
        stage.resources.register(new Resource(new ResourceId("gpu"), ResourceType.COMPUTE, 1));
        stage.step().thenRunning("b", "a");
    }
}
