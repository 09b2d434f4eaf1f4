package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.decide.Ask;
import dev.orchestration.tasks.decide.TaskResults;
import dev.orchestration.tasks.decide.WaitAsks;
import dev.orchestration.tasks.decide.WaitReader;
import dev.orchestration.tasks.decide.WaitSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** For whom a wait is, which signal is for it, and what follows if nobody answers. */
class WaitTermsTest {
    private static final ActionName APPROVE = new ActionName("human", "approve");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Graph waits(Graph graph, String step, ActionName action, Map<String, Object> parameters) {
        return graph.waits(step, WaitReader.read(action, parameters));
    }

    private static Stage asks(Map<String, Object> parameters) {
        return given(waits(Graph.of("gate", "b: gate"), "gate", APPROVE, parameters)).started();
    }

    private static Ask answer(Stage stage, String by) {
        var state = stage.last.state();
        var wait = state.openWait(state.plan().newest("gate"));
        return WaitAsks.answer(
                "gate", wait == null ? null : wait.activation(), new WaitAsks.Answer(true, null, null, by));
    }

    private static Ask signal(Object payload) {
        return WaitAsks.signal("paid", payload, "ada");
    }

    private static Object output(Stage stage, String step) {
        return TaskResults.of(stage.state()).get(step).result();
    }

    @Test
    void onlyThoseWhoAreNamedMayAnswer() {
        Stage stage = asks(Map.of("message", "Ship it?", "approvers", List.of("ada", "bob")));
        Ask byEve = answer(stage, "eve");
        assertThatThrownBy(() -> byEve.signal(stage.last.state(), Stage.START))
                .hasMessageContaining("is for ada, bob to approve, not for eve");
        stage.then("gate", TaskStatus.WAITING).asked(answer(stage, "bob")).thenRunning("b");
    }

    @Test
    void atTheDeadlineItFailsWhereNothingElseIsSaid() {
        Stage stage = asks(Map.of("message", "Ship it?", "deadline", 1)).after(SECOND);
        stage.then("gate", TaskStatus.FAILED);
        assertThat(TaskResults.of(stage.state()).get("gate").error().kind()).isEqualTo(ErrorKind.TIMEOUT);
    }

    @Test
    void atTheDeadlineItMayBeApproved() {
        Stage stage = asks(Map.of("message", "Ship it?", "deadline", 1, "on_deadline", "approve"));
        stage.whenTheProcessDiesAndAnotherTakesOver().after(SECOND).thenRunning("b");
        assertThat(String.valueOf(output(stage, "gate"))).contains("approved=true", "by=deadline");
    }

    @Test
    void atTheDeadlineItMayBeRejected() {
        Stage stage = asks(Map.of("message", "Ship it?", "deadline", 1, "on_deadline", "reject")).after(SECOND);
        stage.then("gate", TaskStatus.FAILED).thenEnded(WorkflowStatus.FAILED);
        Failure error = TaskResults.of(stage.state()).get("gate").error();
        assertThat(error.kind()).isEqualTo(ErrorKind.USER);
        assertThat(error.message()).isEqualTo("rejected by deadline: nobody answered within 1000 ms");
    }

    @Test
    void aShorterTimeoutOfTheStepIsNoDeadline() {
        Map<String, Object> parameters = Map.of("message", "Ship it?", "deadline", 9, "on_deadline", "approve");
        Stage stage = given(waits(Graph.of("gate").timeout("gate", SECOND), "gate", APPROVE, parameters))
                .started()
                .after(SECOND);
        stage.then("gate", TaskStatus.FAILED);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        Map<String, Object> form =
                Map.of("message", "?", "form", Map.of("type", "object"), "deadline", 1, "on_deadline", "approve");
        assertThatThrownBy(() -> WaitReader.read(APPROVE, form))
                .hasMessageContaining("nobody gives the data of the form then");
        Map<String, Object> never = Map.of("message", "?", "on_deadline", "reject");
        assertThatThrownBy(() -> WaitReader.read(APPROVE, never))
                .hasMessageContaining("there is no deadline");
    }

    private static Stage orders(String... lines) {
        Graph graph = Graph.of(lines);
        for (int i = 0; i < 2; i++) {
            Map<String, Object> filter = Map.of("order", Map.of("id", i), "sum", 1.0);
            graph = waits(graph, "o" + i, new ActionName("signal", "wait"), Map.of("name", "paid", "filter", filter));
        }
        return given(graph).started();
    }

    private static Map<String, Object> paid(Object id) {
        return Map.of("order", Map.of("id", id, "by", "ada"), "sum", 1L, "more", true);
    }

    @Test
    void aSignalEndsTheWaitWhoseFilterItHas() {
        Stage stage = orders("o0", "o1").asked(signal(paid(1L)));
        stage.then("o0", TaskStatus.WAITING).then("o1", TaskStatus.COMPLETED);
        assertThat(output(stage, "o1")).isEqualTo(paid(1L));
        stage.asked(signal(Map.of("order", 0L))).asked(signal(null)).then("o0", TaskStatus.WAITING);
        stage.asked(signal(paid(0.0))).then("o0", TaskStatus.COMPLETED);
    }

    @Test
    void aSignalThatCameEarlyIsKeptForTheStepThatItIsFor() {
        Stage stage = orders("a", "o0: a", "o1: a").asked(signal(paid(1L))).asked(signal(paid(0L)));
        stage.whenTheProcessDiesAndAnotherTakesOver();
        stage.whenCompletes("a").then("o0", TaskStatus.COMPLETED).then("o1", TaskStatus.COMPLETED);
        assertThat(output(stage, "o0")).isEqualTo(paid(0L));
        assertThat(output(stage, "o1")).isEqualTo(paid(1L));
    }
}
