package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.OnConflict;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.decide.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Executions that steps of others wait for, and that need keys. */
class KeyOfChildTest {
    /** What steps asked for and nobody began yet. */
    private final List<ChildOrder> orders = new ArrayList<>();

    private final List<String> refusals = new ArrayList<>();

    private Stage attended(Stage stage) {
        stage.tell(on -> on.roster()
                .offspring()
                .carriedOutBy(
                        new Children() {
                            @Override
                            public void begin(ChildOrder order, Supplier<Map<String, Object>> parameters) {
                                orders.add(order);
                            }

                            @Override
                            public void cancel(ChildOrder order, String by, String reason) {
                                orders.remove(order);
                            }

                            @Override
                            public void pause(ChildOrder order, String reason) {}
                        },
                        Runnable::run));
        return stage.step();
    }

    private static Graph parent(String... more) {
        List<String> steps = new ArrayList<>(List.of(more));
        steps.add("sub");
        return Graph.of(steps.toArray(String[]::new)).kind("sub", ActionKind.CHILD);
    }

    /** The first of what steps asked for begins, with the key and the session that the stage gives now. */
    private Stage begins(Stage stage, Graph graph) {
        ChildOrder order = orders.remove(0);
        stage.graph(graph);
        Hosting plain = stage.hosting();
        Hosting hosting = new Hosting(
                plain.plan(),
                plain.rules(),
                plain.definition(),
                plain.policy(),
                plain.maxParallel(),
                null,
                plain.directory(),
                plain.session(),
                plain.claim().within(List.of(order.parent())));
        ExecutionId id = new ExecutionId("child" + stage.executions.size());
        stage.executions.add(id);
        Hosted child = new Hosted(id, hosting);
        stage.tell(on -> {
            OrchestrationException refusal = new KeyConflict(on.roster().keys()).refusal(child, on.roster());
            if (refusal != null) {
                refusals.add(refusal.getMessage());
                Failure failure = new Failure("Refused", refusal.getMessage(), ErrorKind.USER);
                Offspring.ended(on, order.step(), order.key(), null, failure);
                return;
            }
            on.roster().hostNew(child);
            child.emit(new Event.ExecutionCreated(
                    on.now(),
                    "play",
                    "sha256:x",
                    Map.of(),
                    "s",
                    "parallel",
                    7,
                    ".",
                    List.of(),
                    order.key(),
                    null,
                    order.step(),
                    null));
            on.roster().enrollNew(child, on.now());
        });
        return stage.step();
    }

    private static WorkflowStatus status(Stage stage, int which) {
        return KeyTest.status(stage, which);
    }

    @Test
    void whoHasTheKeyThatAChildNeedsDoesNotWaitForTheRoomOfTheParent() {
        Stage stage = attended(given(parent()).session("s", 100, 1, 1)).started();
        stage.key("k", 1, OnConflict.QUEUE).startedToo(Graph.of("a")).startedToo(Graph.of("b"));
        stage.thenRunning();
        begins(stage, Graph.of("c")).thenRunning("a");
        stage.whenCompletes("a").thenRunning("b").whenCompletes("b").thenRunning("c");
        stage.whenCompletes("c").step().thenRunning("sub").whenCompletes("sub");
        assertThat(status(stage, 0)).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void norDoesWhoHasTheKeyOfAnExecutionThatAnAttemptWaitsFor() {
        Stage stage = given(Graph.of("w")).session("s", 100, 1, 1).started();
        stage.key("k", 1, OnConflict.QUEUE).startedToo(Graph.of("a")).startedToo(Graph.of("b"));
        stage.tell(on -> on.roster().letIn(stage.execution(), on.now()));
        stage.step().thenRunning("w", "a").whenCompletes("a").thenRunning("w", "b");
    }

    @Test
    void whoHasLostItsKeyOverARestartHasNothingDoneForItUntilItGetsItBack() {
        Stage stage = attended(given(parent()).session("s", 100, 100, 1).key("k", 1, OnConflict.QUEUE));
        stage.started();
        assertThat(orders).hasSize(1);
        stage.recordingIn(stage.store);
        attended(stage).startedToo(Graph.of("b")).thenRunning("b");
        orders.clear();
        Stage resumed = stage.graph(parent());
        Hosted first = new Hosted(stage.executions.get(0), stage.hosting());
        stage.store.replay(first.id(), first::replay);
        resumed.tell(on -> on.roster().takeUp(first, List.of(at -> new Signal.Recovered(at, "me")), on.now()));
        resumed.step();
        assertThat(status(stage, 0)).isEqualTo(WorkflowStatus.RUNNING);
        assertThat(orders).isEmpty();
        stage.whenCompletes("b");
        assertThat(orders).hasSize(1);
        stage.key("other", 1, OnConflict.QUEUE);
        begins(stage, Graph.of("c")).thenRunning("c").whenCompletes("c").step().whenCompletes("sub");
        assertThat(status(stage, 0)).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void ofTwoThatHaveAllPlacesOfAKeyAndHaveChildrenThatNeedOneTheSecondIsRefusedHis() {
        Stage stage = attended(given(parent()).session("s", 100, 100, 1).key("k", 2, OnConflict.QUEUE));
        stage.started().started();
        begins(stage, Graph.of("c"));
        assertThat(refusals).isEmpty();
        begins(stage, Graph.of("d"));
        assertThat(refusals)
                .singleElement()
                .asString()
                .contains("a child of execution " + stage.executions.get(1) + " needs the key 'k'");
        stage.step().thenRunning("c").whenCompletes("c").step().whenCompletes("sub");
        assertThat(status(stage, 0)).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(status(stage, 1)).isEqualTo(WorkflowStatus.FAILED);
    }

    @Test
    void ofTwoWhoseChildrenNeedEachOthersKeysTheSecondIsRefusedHis() {
        Stage stage = attended(given(parent()).session("s", 100, 100, 1));
        stage.key("k1", 1, OnConflict.QUEUE)
                .started()
                .key("k2", 1, OnConflict.QUEUE)
                .started();
        begins(stage, Graph.of("c"));
        assertThat(refusals).isEmpty();
        stage.key("k1", 1, OnConflict.QUEUE);
        begins(stage, Graph.of("d"));
        assertThat(refusals).hasSize(1);
        stage.step().thenRunning("c");
    }

    @Test
    void aChildWaitsForAnotherThatOnlyWaitsForItsOwnChild() {
        Stage stage = attended(given(parent()).session("s", 100, 100, 1));
        stage.key("k1", 1, OnConflict.QUEUE)
                .started()
                .key("k2", 1, OnConflict.QUEUE)
                .started();
        begins(stage, Graph.of("c"));
        stage.key("k3", 1, OnConflict.QUEUE);
        begins(stage, Graph.of("d")).thenRunning("d");
        assertThat(refusals).isEmpty();
        stage.whenCompletes("d").step().whenCompletes("sub").thenRunning("c");
    }

    @Test
    void aChildCancelsAnotherExecutionAndNotTheOneThatWaitsForIt() {
        Stage stage = attended(given(parent()).session("s", 100, 100, 1).key("k", 2, OnConflict.CANCEL_RUNNING));
        stage.started().startedToo(Graph.of("b")).thenRunning("b");
        begins(stage, Graph.of("c")).whenFails("b").thenRunning("c");
        assertThat(status(stage, 0)).isEqualTo(WorkflowStatus.RUNNING);
        assertThat(status(stage, 1)).isEqualTo(WorkflowStatus.CANCELLED);
    }
}
