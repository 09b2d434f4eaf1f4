package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Failure;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.decide.PauseAsks;
import dev.orchestration.tasks.decide.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Steps that wait for an execution of their own, where that cannot be begun or paused at once. */
class ChildTroubleTest {
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final List<String> asked = new ArrayList<>();
    private Stage stage;
    private RuntimeException trouble;
    private Error worse;

    private void note(String what) {
        asked.add(what);
        if (worse != null) {
            throw worse;
        }
        if (trouble != null) {
            throw trouble;
        }
    }

    private final Children troubled = new Children() {
        @Override
        public void begin(ChildOrder order, Supplier<Map<String, Object>> parameters) {
            note("begin");
            try {
                var unused = parameters.get();
            } catch (OrchestrationException e) {
                Failure failure = Failure.of(e);
                stage.tell(on -> Offspring.ended(on, order.step(), order.key(), null, failure));
            }
        }

        @Override
        public void cancel(ChildOrder order, String by, String reason) {
            note("cancel");
            stage.tell(on -> Offspring.ended(on, order.step(), order.key(), null, null));
        }

        @Override
        public void pause(ChildOrder order, String reason) {
            note("pause");
        }
    };

    private Stage given(Graph graph) {
        stage = Stage.given(graph.kind("sub", ActionKind.CHILD), 1);
        stage.tell(on -> on.roster().offspring().carriedOutBy(troubled, Runnable::run));
        return stage;
    }

    private void isBusy() {
        trouble = new OrchestrationException(ErrorCode.STORE_BUSY, "busy");
    }

    private void isReady() {
        trouble = null;
    }

    @Test
    void whatItNeedsAndCannotBeReadFailsTheStepAndNothingElse() {
        given(Graph.of("sub", "a", "b: a").unreadable("sub")).started().step();
        stage.then("sub", TaskStatus.FAILED).thenRunning("a");
        stage.whenCompletes("a").whenCompletes("b").thenEnded(WorkflowStatus.FAILED);
    }

    @Test
    void whatCannotBeginNowIsBegunInAWhile() {
        isBusy();
        given(Graph.of("sub")).started().step().after(A_SECOND);
        isReady();
        stage.step().after(A_SECOND).after(A_SECOND.multipliedBy(9));
        assertThat(asked).containsExactly("begin", "begin", "begin");
    }

    @Test
    void whatIsCancelledMeanwhileIsNotBegun() {
        isBusy();
        given(Graph.of("sub", "a")).started();
        isReady();
        stage.whenCancelled(CancelScope.STEP, 0).step().after(A_SECOND.multipliedBy(9));
        assertThat(asked).containsExactly("begin", "cancel");
        stage.then("sub", TaskStatus.CANCELLED);
    }

    @Test
    void whatIsPausedMeanwhileIsNotBegunBeforeItGoesOn() {
        isBusy();
        given(Graph.of("sub", "a")).started();
        isReady();
        stage.asked(PauseAsks.pause("lunch")).after(A_SECOND.multipliedBy(9));
        assertThat(asked).containsExactly("begin", "pause");
        stage.asked(PauseAsks.goOn("ada"));
        assertThat(asked).containsExactly("begin", "pause", "begin");
    }

    @Test
    void aPauseIsNotRepeatedOnceItGoesOn() {
        given(Graph.of("sub", "a")).started();
        isBusy();
        stage.asked(PauseAsks.pause("lunch")).step().after(A_SECOND).step();
        isReady();
        stage.asked(PauseAsks.goOn("ada")).after(A_SECOND.multipliedBy(9));
        assertThat(asked).containsExactly("begin", "pause", "pause", "begin");
    }

    @Test
    void theEndOfOneForAnElementThatThereIsNoMoreIsNoMatter() {
        given(Graph.of("sub").map("sub", 2)).started();
        Activation gone = new Activation(0, 7, 1);
        stage.tell(on -> on.signal(stage.execution(), at -> new Signal.ChildBegun(at, gone, "key", "child7")));
        stage.tell(on -> on.signal(stage.execution(), at -> new Signal.ChildEnded(at, gone, "key", "child7", null)));
        stage.step().then("sub", TaskStatus.RUNNING).thenEnded(WorkflowStatus.RUNNING);
    }

    @Test
    void anErrorEndsNothingElse() {
        worse = new StackOverflowError("on purpose");
        given(Graph.of("sub", "a")).started();
        worse = null;
        stage.whenCancelled(CancelScope.STEP, 0).step();
        assertThat(asked).containsExactly("begin", "cancel");
        stage.then("sub", TaskStatus.CANCELLED);
    }
}
