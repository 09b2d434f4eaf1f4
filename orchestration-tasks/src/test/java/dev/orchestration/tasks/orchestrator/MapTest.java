package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Failure;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.TaskResults;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A step that runs once for each element of a list, on the real loop. */
class MapTest {
    private static Graph map(int count) {
        return Graph.of("a", "m: a", "z: m").map("m", count);
    }

    private static TaskResult result(Stage stage, String step) {
        return TaskResults.of(stage.state()).get(step);
    }

    @Test
    void theOutputIsTheListOfTheOutputsInTheOrderOfTheListWhoeverEndsFirst() {
        Stage stage = Stage.given(map(3)).started().whenCompletes("a");

        stage.thenRunning("m[0]", "m[1]", "m[2]").then("m", TaskStatus.RUNNING);
        stage.whenCompletes("m[2]").whenCompletes("m[0]").then("z", TaskStatus.BLOCKED);
        stage.whenCompletes("m[1]").then("m", TaskStatus.COMPLETED).thenRunning("z");

        assertThat(result(stage, "m").result()).isEqualTo(List.of("m[0]", "m[1]", "m[2]"));
        assertThat(result(stage, "m[1]").result()).isEqualTo("m[1]");
        assertThat(result(stage, "m[1]").itemOf()).isEqualTo("m");
        assertThat(TaskResults.of(stage.state()).keySet()).containsExactly("a", "m", "m[0]", "m[1]", "m[2]", "z");
        stage.whenCompletes("z").thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void anEmptyListCompletesAtOnceWithAnEmptyList() {
        Stage stage = Stage.given(map(0)).started().whenCompletes("a").thenRunning("z");

        assertThat(result(stage, "m").status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(result(stage, "m").result()).isEqualTo(List.of());
        stage.whenCompletes("z").thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void aMapWhoseConditionIsFalseIsSkippedAndItsListIsNeverAskedFor() {
        Graph graph = Graph.of("m", "z: m").runIf("m", false).map("m", 3);

        Stage.given(graph).started().then("m", TaskStatus.SKIPPED).thenRunning("z");
    }

    @Test
    void withoutFailFastTheOthersGoOnAndTheStepNamesThoseThatFailed() {
        Stage stage = Stage.given(map(4)).started().whenCompletes("a");
        stage.whenFails("m[3]").whenFails("m[1]").thenRunning("m[0]", "m[2]").then("m", TaskStatus.RUNNING);

        stage.whenCompletes("m[0]", "m[2]").thenEnded(WorkflowStatus.FAILED).thenBlocked("z", "m");

        Failure error = result(stage, "m").error();
        assertThat(error.type()).isEqualTo("ItemsFailed");
        assertThat(error.message()).isEqualTo("2 of 4 items failed: [1], [3]; first: it broke");
        assertThat(stage.state().lifecycle().error().message()).startsWith("step m: 2 of 4 items failed");
    }

    @Test
    void withFailFastTheFirstFailureCancelsTheRest() {
        Graph graph = map(5).map("m", 5, 3, true);
        Stage stage = Stage.given(graph).started().whenCompletes("a").thenRunning("m[0]", "m[1]", "m[2]");

        stage.whenFails("m[1]").then("m[3]", TaskStatus.CANCELLED).then("m[4]", TaskStatus.CANCELLED);
        assertThat(stage.workers.askedToEnd).containsExactlyInAnyOrder("CANCEL m[0]", "CANCEL m[2]");
        stage.whenFails("m[0]", "m[2]").then("m[0]", TaskStatus.CANCELLED).thenEnded(WorkflowStatus.FAILED);

        assertThat(result(stage, "m").status()).isEqualTo(TaskStatus.FAILED);
        assertThat(result(stage, "m").error().message()).isEqualTo("1 of 5 items failed: [1]; first: it broke");
    }

    @Test
    void noMoreItemsThanAllowedAreUnderWayAtOnceAndOneThatBacksOffIsUnderWay() {
        Graph graph = map(5).retries("m", 1).map("m", 5, 2, false);
        Stage stage = Stage.given(graph).started().whenCompletes("a").thenRunning("m[0]", "m[1]");

        stage.whenFails("m[0]").then("m[0]", TaskStatus.WAITING).thenRunning("m[1]");
        stage.whenCompletes("m[1]").thenRunning("m[2]");
        stage.after(Duration.ofSeconds(2)).thenRunning("m[2]", "m[0]");
        stage.whenCompletes("m[0]").thenRunning("m[2]", "m[3]").whenCompletes("m[2]", "m[3]");
        stage.thenRunning("m[4]").whenCompletes("m[4]").thenRunning("z");
    }

    @Test
    void eachItemIsTriedAgainForItself() {
        Graph graph = map(2).retries("m", 1).map("m", 2);
        Stage stage = Stage.given(graph)
                .started()
                .whenCompletes("a")
                .whenFails("m[0]")
                .whenCompletes("m[1]");

        stage.after(Duration.ofSeconds(2)).whenFails("m[0]").thenEnded(WorkflowStatus.FAILED);
        assertThat(result(stage, "m[0]").attempts()).isEqualTo(2);
        assertThat(result(stage, "m[1]").attempts()).isEqualTo(1);
    }

    @Test
    void whenTheProcessDiesInTheMidstOfAMapWhatIsCompletedNeverRunsAgain() {
        Graph graph = map(4).map("m", 4, 2, false);
        Stage stage = Stage.given(graph).started().whenCompletes("a").whenCompletes("m[0]");

        stage.whenTheProcessDiesAndAnotherTakesOver().thenRunning("m[1]", "m[2]");
        stage.whenCompletes("m[1]", "m[2]").thenRunning("m[3]");
        stage.whenTheEngineIsClosedAndOpenedAgain().thenRunning("m[3]");
        stage.whenCompletes("m[3]").whenCompletes("z").thenEnded(WorkflowStatus.COMPLETED);

        assertThat(result(stage, "m").result()).isEqualTo(List.of("m[0]", "m[1]", "m[2]", "m[3]"));
        assertThat(result(stage, "m[0]").attempts()).isEqualTo(1);
        assertThat(result(stage, "m[1]").attempts()).isEqualTo(2);
    }

    @Test
    void aRetryByHandRunsTheFailedItemsAndKeepsTheCompletedOnes() {
        Stage stage = Stage.given(map(3))
                .started()
                .whenCompletes("a")
                .whenCompletes("m[1]")
                .whenFails("m[0]", "m[2]");
        stage.thenEnded(WorkflowStatus.FAILED).whenRetriedByHand().thenRunning("m[0]#2", "m[2]#2");

        stage.whenTheProcessDiesAndAnotherTakesOver().thenRunning("m[0]#2", "m[2]#2");
        stage.whenCompletes("m[0]#2", "m[2]#2").thenRunning("z").whenCompletes("z");
        stage.thenEnded(WorkflowStatus.COMPLETED);
        assertThat(result(stage, "m").result()).isEqualTo(List.of("m[0]#2", "m[1]", "m[2]#2"));
    }

    @Test
    void whoCancelsTheStepCancelsAllThatIsLeftOfIt() {
        Graph graph = map(4).map("m", 4, 2, false);
        Stage stage = Stage.given(graph).started().whenCompletes("a").whenCompletes("m[0]");

        stage.whenCancelled(CancelScope.STEP, 1)
                .then("m[3]", TaskStatus.CANCELLED)
                .then("m", TaskStatus.RUNNING);
        stage.whenCompletes("m[1]", "m[2]").then("m[1]", TaskStatus.CANCELLED).then("m", TaskStatus.CANCELLED);
        stage.thenEnded(WorkflowStatus.FAILED).thenBlocked("z", "m");

        stage.whenRetriedByHand().thenRunning("m[1]#2", "m[2]#2").whenCompletes("m[1]#2", "m[2]#2");
        stage.whenCompletes("m[3]#2").thenRunning("z");
    }

    @Test
    void whoCancelsTheExecutionEndsTheMapWithItsLastRunningItem() {
        Graph graph = map(4).map("m", 4, 2, false);
        Stage stage = Stage.given(graph).started().whenCompletes("a").whenCancelled();

        stage.then("m[2]", TaskStatus.CANCELLED).then("m", TaskStatus.RUNNING);
        stage.whenFails("m[0]", "m[1]").then("m", TaskStatus.CANCELLED).thenEnded(WorkflowStatus.CANCELLED);
        stage.whenRetriedByHand().thenRunning("m[0]#2", "m[1]#2");
    }

    @Test
    void aMapIsCancelledByHandAfterItWasReopenedAndBeforeItWentOn() {
        Graph graph = Graph.of("o", "m: o", "z: m").optional("o").map("m", 2);
        Stage stage = Stage.given(graph)
                .started()
                .whenFails("o")
                .whenCompletes("m[0]")
                .whenFails("m[1]");
        stage.thenEnded(WorkflowStatus.FAILED)
                .whenRetriedByHand()
                .thenRunning("o#2")
                .then("m", TaskStatus.BLOCKED);

        stage.whenCancelled().whenFails("o#2").thenEnded(WorkflowStatus.CANCELLED);
        stage.then("m", TaskStatus.CANCELLED).then("m[1]", TaskStatus.CANCELLED).then("m[0]", TaskStatus.COMPLETED);
        stage.whenRetriedByHand().whenCompletes("o#3").thenRunning("m[1]#3").whenCompletes("m[1]#3");
        stage.whenCompletes("z#2").thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void aStopAfterAFailureLetsRunningItemsFinishAndStartsNoOther() {
        Graph graph = Graph.of("m", "b").stopOnFailure().map("m", 3, 1, false);
        Stage stage = Stage.given(graph).started().thenRunning("b", "m[0]").whenFails("b");

        stage.then("m[1]", TaskStatus.CANCELLED).whenCompletes("m[0]").then("m", TaskStatus.CANCELLED);
        stage.thenEnded(WorkflowStatus.FAILED).then("m[0]", TaskStatus.COMPLETED);
    }

    @Test
    void itemsThatOnlyWaitNeedNoWorker() {
        Graph graph = Graph.of("m", "z: m").sleeps("m", Duration.ofSeconds(5)).map("m", 3, 2, false);
        Stage stage = Stage.given(graph, 1).started().thenRunning();
        stage.then("m[1]", TaskStatus.WAITING).then("m[2]", TaskStatus.PENDING);

        stage.after(Duration.ofSeconds(5)).then("m[2]", TaskStatus.WAITING);
        stage.whenTheProcessDiesAndAnotherTakesOver()
                .after(Duration.ofSeconds(5))
                .thenRunning("z");
    }

    @Test
    void aStepThatRunsAfterAFailureSeesTheFailureOfAMap() {
        Graph graph = Graph.of("m", "f: m", "o: m").runOn("f", RunOn.FAILURE).map("m", 2);

        Stage.given(graph).started().whenFails("m[0]").whenCompletes("m[1]").thenRunning("f");
    }

    @Test
    void aMapThatIsNotRequiredMayFail() {
        Graph graph = Graph.of("m", "z: m").optional("m").map("m", 1);

        Stage.given(graph).started().whenFails("m[0]").whenCompletes("z").thenEnded(WorkflowStatus.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource
    void everyModeGivesTheSame(OrchestrationMode mode) {
        Graph graph =
                Graph.of("a", "m: a", "k: a", "z: m k").mode(mode).map("m", 3).map("k", 2);
        Stage stage = Stage.given(graph).started().whenCompletes("a");
        while (!stage.workers.running().isEmpty()) {
            if (mode == OrchestrationMode.SEQUENTIAL) {
                assertThat(stage.workers.running()).hasSize(1);
            }
            stage.whenCompletes(stage.workers.running().get(0));
        }
        stage.thenEnded(WorkflowStatus.COMPLETED);
        assertThat(result(stage, "m").result()).isEqualTo(List.of("m[0]", "m[1]", "m[2]"));
        assertThat(result(stage, "k").result()).isEqualTo(List.of("k[0]", "k[1]"));
    }

    @Test
    void aHundredThousandItemsCostTwoEventsEach() {
        int count = 100_000;
        Graph graph = Graph.of("m", "z: m").map("m", count, 50, false);
        Stage stage = Stage.given(graph, 50).started();
        while (stage.workers.running().get(0).startsWith("m")) {
            stage.whenCompletes(stage.workers.running().toArray(String[]::new));
        }
        stage.whenCompletes("z").thenEnded(WorkflowStatus.COMPLETED);

        assertThat(result(stage, "m").result())
                .isEqualTo(
                        IntStream.range(0, count).mapToObj(i -> "m[" + i + "]").toList());
        long ofItems = stage.events().stream()
                .filter(e -> e instanceof Event.AttemptStarted || e instanceof Event.AttemptEnded)
                .count();
        assertThat(ofItems).isEqualTo(2L * count + 2);
    }
}
