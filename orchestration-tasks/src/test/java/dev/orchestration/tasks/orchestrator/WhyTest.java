package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.why.Change;
import dev.orchestration.tasks.why.Inquiry;
import dev.orchestration.tasks.why.Obstacle;
import dev.orchestration.tasks.why.Place;
import dev.orchestration.tasks.why.Why;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code why} says of items of maps, passes, and steps of finally; see {@link WhyRandomTest} for whether it is true. */
class WhyTest {
    private static Why ask(Stage stage, int slots, String step) {
        return Inquiry.ask(WhyPlay.scene(stage, slots), stage.execution(), step);
    }

    private static Place place(Stage stage, String step) {
        return new Place(stage.execution(), step);
    }

    @Test
    void afterACancelTheStepsOfFinallyAreKeptByWhatKeepsThemAndNotByTheCancel() {
        Graph graph = Graph.of("a", "tidy", "report").finals(2);
        Stage stage = Stage.given(graph, 1).started().whenCancelled();
        assertThat(ask(stage, 1, "report").obstacles().get(0)).isInstanceOf(Obstacle.Dependency.class);

        stage.whenFails("a").thenRunning("tidy");

        Why why = ask(stage, 1, "report");
        assertThat(why.obstacles().get(0)).isEqualTo(new Obstacle.Workers(1, List.of(place(stage, "tidy"))));
        assertThat(why.changes().get(0)).isEqualTo(new Change(List.of(new Change.StepEnds(place(stage, "tidy")))));

        stage.whenCancelled();
        assertThat(ask(stage, 1, "tidy").obstacles().get(0)).isInstanceOf(Obstacle.Running.class);
        assertThat(ask(stage, 1, "report").status()).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    void whatRunsOfAMapIsSeenWithItsItems() {
        Stage stage = Stage.given(Graph.of("m", "z").map("m", 3), 2).started().thenRunning("z", "m[0]");

        assertThat(ask(stage, 2, "m").obstacles()).containsExactly(new Obstacle.Items(3, 1, 0, 2, 0, 0));
        assertThat(ask(stage, 2, "m[0]").obstacles()).containsExactly(new Obstacle.Running(Stage.START, 1));
        assertThat(ask(stage, 2, "m[2]").obstacles().get(0))
                .isEqualTo(new Obstacle.Workers(2, List.of(place(stage, "z"), place(stage, "m[0]"))));
    }

    @Test
    void anItemThatIsNotLetGoYetNamesTheMapAndHowManyHaveToEnd() {
        Graph graph = Graph.of("m").retries("m", 1).map("m", 5, 2, false);
        Stage stage = Stage.given(graph).started().whenFails("m[0]").thenRunning("m[1]");

        Why why = ask(stage, 100, "m[3]");
        assertThat(why.status()).isEqualTo(TaskStatus.PENDING);
        assertThat(why.obstacles())
                .containsExactly(new Obstacle.ItemsFull(
                        place(stage, "m"), 2, List.of(place(stage, "m[0]"), place(stage, "m[1]")), 1));
        assertThat(why.changes()).containsExactly(new Change(List.of(new Change.ItemsEnd(place(stage, "m"), 2, 3))));
    }

    @Test
    void aMapOfWhichNothingRunsIsKeptByWhatKeepsTheFirstOfItsItems() {
        Stage stage = Stage.given(Graph.of("m").retries("m", 1).map("m", 2)).started();
        stage.whenFails("m[1]").after(Duration.ofMillis(100)).whenFails("m[0]");

        Why why = ask(stage, 100, "m");
        assertThat(why.status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(why.obstacles()).hasSize(2);
        assertThat(why.obstacles().get(0)).isEqualTo(new Obstacle.Items(2, 0, 2, 0, 0, 0));
        assertThat(why.obstacles().get(1)).isInstanceOf(Obstacle.BackingOff.class);
        assertThat(why.changes()).hasSize(1);
    }

    @Test
    void betweenTwoPassesNothingHasFailed() {
        Graph graph = Graph.of("a").until("a", Duration.ofSeconds(5), 9);
        Stage stage = Stage.given(graph).started().whenGoesRound("a");

        assertThat(ask(stage, 100, "a").obstacles())
                .containsExactly(new Obstacle.BetweenPasses(Stage.START + 5_000_000, 1));
        stage.after(Duration.ofSeconds(5)).thenRunning("a#2");
        assertThat(ask(stage, 100, "a#2").obstacles().get(0)).isInstanceOf(Obstacle.Running.class);
    }

    @Test
    void anItemThatThereIsNotIsRefused() {
        Stage stage = Stage.given(Graph.of("m").map("m", 2)).started();
        assertThatThrownBy(() -> ask(stage, 100, "m[2]"))
                .isInstanceOf(OrchestrationException.class)
                .hasMessageContaining("has no step 'm[2]'");
    }
}
