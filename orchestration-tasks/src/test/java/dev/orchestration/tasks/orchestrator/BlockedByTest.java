package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.event.CancelScope;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.TaskResults;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a blocked step is said to wait for, asked of all steps at once and of one alone. */
class BlockedByTest {
    private static void thenBlocked(Stage stage, int node, String... by) {
        String name = stage.state().plan().name(node);
        stage.thenBlocked(name, by);
        assertThat(TaskResults.of(stage.state(), node))
                .isEqualTo(TaskResults.of(stage.state()).get(name));
    }

    private static Graph lastAfter(int some) {
        List<String> names = IntStream.range(0, some).mapToObj(i -> "s" + i).toList();
        String[] lines = new String[some + 2];
        for (int i = 0; i < some; i++) {
            lines[i] = names.get(i);
        }
        lines[some] = "last: " + String.join(" ", names);
        lines[some + 1] = "after: last";
        return Graph.of(lines);
    }

    private static String[] first(int some) {
        return IntStream.range(0, some).mapToObj(i -> "s" + i).toArray(String[]::new);
    }

    @Test
    void whileItWaitsItsOpenDependenciesAreToldUpToTen() {
        thenBlocked(given(lastAfter(9)).started(), 9, first(9));
        Stage stage = given(lastAfter(12)).started();
        thenBlocked(stage, 12, first(10));
        thenBlocked(stage.whenCompletes("s0"), 12, "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10");
        thenBlocked(stage, 13, "last");
    }

    @Test
    void onceItCanNeverRunThoseThatFailedAreToldUpToTen() {
        Stage stage = given(lastAfter(12)).started().whenFails(first(12));
        thenBlocked(stage, 12, first(10));
        thenBlocked(stage, 13, first(10));
        Stage few = given(lastAfter(4)).started().whenFails("s1", "s3").whenCompletes("s0", "s2");
        thenBlocked(few, 4, "s1", "s3");
        thenBlocked(few, 5, "s1", "s3");
    }

    @Test
    void aFailureIsToldOnceHoweverManyWaysLeadToIt() {
        Stage stage = given(Graph.of("a", "b: a", "c: a", "d: b c a", "e: d b"))
                .started()
                .whenFails("a");
        thenBlocked(stage, 3, "a");
        thenBlocked(stage, 4, "a");
    }

    @Test
    void whatWasCancelledByItselfIsToldToo() {
        Stage stage = given(Graph.of("a", "b: a", "c: b"))
                .started()
                .whenCancelled(CancelScope.STEP, 1)
                .whenCompletes("a");
        thenBlocked(stage, 2, "b");
    }

    @Test
    void whatRunsOrHasEndedIsBlockedByNobody() {
        Stage stage = given(Graph.of("a", "b: a", "c").optional("a")).started().whenFails("a");
        stage.then("b", TaskStatus.RUNNING);
        assertThat(TaskResults.of(stage.state()).values())
                .allSatisfy(result -> assertThat(result.blockedBy()).isEmpty());
    }

    @Test
    void whileWhatFailedIsTriedAgainTheOthersWaitForItAnew() {
        Stage stage =
                given(Graph.of("a", "b: a", "c: b")).started().whenFails("a").whenRetriedByHand();
        stage.thenRunning("a#2");
        thenBlocked(stage, 1, "a");
        thenBlocked(stage, 2, "b");
    }
}
