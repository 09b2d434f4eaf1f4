package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.SessionId;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskPriority;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the slots of an engine are shared among sessions. */
class SessionShareTest {
    private static Graph many(String name) {
        return Graph.of(IntStream.range(0, 9).mapToObj(i -> name + i).toArray(String[]::new));
    }

    private static long running(Stage stage, String name) {
        return stage.workers.running().stream()
                .filter(each -> each.startsWith(name))
                .count();
    }

    /** Two sessions with much to do, when everything that kept the engine busy is over. */
    private static Stage twoSessions(int slots, double weightOfA, double weightOfB) {
        String[] before = IntStream.range(0, slots).mapToObj(i -> "x" + i).toArray(String[]::new);
        Stage stage = given(Graph.of(before), slots).session("x", 99, 9, 1).started();
        stage.session("a", 99, 9, weightOfA).startedToo(many("a"));
        stage.session("b", 99, 9, weightOfB).startedToo(many("b"));
        return stage.whenCompletes(before);
    }

    @Test
    void sessionsOfOneWeightGetTheSameHoweverManyCameFirst() {
        Stage stage = twoSessions(6, 1, 1);
        assertThat(running(stage, "a")).isEqualTo(3);
        assertThat(running(stage, "b")).isEqualTo(3);
    }

    @Test
    void twiceTheWeightIsTwiceTheAttempts() {
        Stage stage = twoSessions(6, 1, 2);
        assertThat(running(stage, "a")).isEqualTo(2);
        assertThat(running(stage, "b")).isEqualTo(4);
    }

    @Test
    void whatEndsGivesItsShareBack() {
        Stage stage = twoSessions(2, 1, 1);
        stage.thenRunning("a0", "b0")
                .whenCompletes("b0")
                .thenRunning("a0", "b1")
                .whenCompletes("a0");
        stage.thenRunning("b1", "a1");
    }

    @Test
    void aMoreUrgentStepGoesFirstWhateverItsSessionUses() {
        Graph urgent = Graph.of("urgent").priority("urgent", TaskPriority.CRITICAL);
        Graph normal = Graph.of("normal");
        given(many("a"), 3)
                .session("a", 99, 9, 1)
                .started()
                .session("b", 99, 9, 1)
                .startedToo(normal)
                .session("a", 99, 9, 1)
                .startedToo(urgent)
                .whenCompletes("a0")
                .thenRunning("a1", "a2", "urgent")
                .whenCompletes("a1")
                .thenRunning("a2", "urgent", "normal");
    }

    @Test
    void theLimitOfASessionHoldsOverAllItsExecutionsAndHoldsUpNobodyElse() {
        given(many("a"), 9)
                .session("a", 2, 9, 1)
                .started()
                .startedToo(many("more"))
                .session("b", 1, 9, 1)
                .startedToo(many("b"))
                .thenRunning("a0", "a1", "b0")
                .whenCompletes("a0")
                .thenRunning("a1", "b0", "more0");
    }

    @Test
    void whoCancelsASessionsLastExecutionLeavesNoTraceOfIt() {
        Stage stage = given(many("a"), 2).session("a", 2, 1, 1).started().whenCancelled();
        stage.whenFails("a0", "a1");
        stage.session("a", 2, 1, 1).startedToo(Graph.of("again", "too", "late")).thenRunning("again", "too");
    }

    /** What was given up still runs, but it is nobody's any more. */
    @Test
    void anAbandonedAttemptCountsForItsSessionNoLonger() {
        Graph graph = Graph.of("stubborn", "next").timeout("stubborn", Duration.ofSeconds(1));
        given(graph, 9)
                .session("a", 1, 9, 1)
                .started()
                .thenRunning("stubborn")
                .after(Duration.ofSeconds(2))
                .after(Duration.ofSeconds(11))
                .thenRunning("stubborn", "next");
    }

    @Test
    void executionsOfASessionTakeTurnsByWhatBecameReadyFirst() {
        Graph first = Graph.of("a", "a2: a").mode(OrchestrationMode.PRIORITY);
        Graph second = Graph.of("b", "b2: b").mode(OrchestrationMode.PRIORITY);
        given(first, 1)
                .session("s", 9, 9, 1)
                .started()
                .startedToo(second)
                .thenRunning("a")
                .whenCompletes("a")
                .thenRunning("b")
                .whenCompletes("b")
                .thenRunning("a2");
    }

    @Test
    void aFullSessionHoldsUpNoOther() {
        given(Graph.of("a"))
                .session("a", 9, 1, 1)
                .started()
                .startedToo(Graph.of("second"))
                .session("b", 9, 1, 1)
                .startedToo(Graph.of("b"))
                .thenRunning("a", "b")
                .whenCompletes("a")
                .thenRunning("b", "second");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aWeightIsAPositiveNumber(double weight) {
        assertThatThrownBy(() -> new SessionLimits(new SessionId("s"), 1, 1, weight))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("session s must be positive");
    }
}
