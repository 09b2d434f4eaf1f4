package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.TaskResults;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private Stage stage;

    private HeartbeatTest with(Graph graph) {
        stage = given(graph).started();
        return begin("a");
    }

    private HeartbeatTest begin(String label) {
        stage.workers.look(label).begun(stage.clock.micros());
        return this;
    }

    private HeartbeatTest beat(String label) {
        stage.workers.look(label).beat(stage.clock.nanos());
        return this;
    }

    private HeartbeatTest tell(String label, String details) {
        stage.workers.look(label).beat(stage.clock.nanos(), new JsonValue(details));
        stage.step();
        return this;
    }

    private HeartbeatTest after(Duration time) {
        stage.after(time);
        return this;
    }

    private Object before(String label) {
        return stage.workers.look(label).toldBefore().map(JsonValue::raw).orElse(null);
    }

    private long recorded() {
        return stage.events().stream()
                .filter(Event.AttemptBeat.class::isInstance)
                .count();
    }

    @Test
    void anAttemptThatBeatsInTimeLivesAsLongAsItLikes() {
        with(Graph.of("a").beats("a", LIMIT));
        for (int i = 0; i < 20; i++) {
            after(Duration.ofSeconds(4)).beat("a");
        }
        assertThat(stage.workers.askedToEnd).isEmpty();
        stage.whenCompletes("a").thenEnded(WorkflowStatus.COMPLETED);
        assertThat(stage.loop.timers().size()).as("timers left").isZero();
    }

    @Test
    void anAttemptThatIsSilentForTooLongIsEndedLikeOneThatTimedOut() {
        with(Graph.of("a", "b: a").beats("a", LIMIT))
                .after(Duration.ofSeconds(4))
                .beat("a");
        after(Duration.ofSeconds(4)).after(Duration.ofMillis(999));
        assertThat(stage.workers.askedToEnd).isEmpty();
        after(Duration.ofMillis(1));
        assertThat(stage.workers.askedToEnd).containsExactly("HEARTBEAT a");
        stage.whenFails("a").then("a", TaskStatus.FAILED).thenBlocked("b", "a");
        var error = TaskResults.of(stage.state()).get("a").error();
        assertThat(error.kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(error.message()).contains("no sign of life for 5000 ms");
    }

    @Test
    void silenceIsAFailureThatMayBeTriedAgain() {
        with(Graph.of("a").retries("a", 1).beats("a", LIMIT)).after(LIMIT);
        stage.whenFails("a").then("a", TaskStatus.WAITING);
        after(Duration.ofSeconds(2));
        stage.thenRunning("a");
    }

    @Test
    void whoeverWasSilentAndHasDoneTheWorkHasDoneIt() {
        with(Graph.of("a").beats("a", LIMIT)).after(LIMIT);
        stage.whenCompletes("a").thenEnded(WorkflowStatus.COMPLETED);
    }

    @Test
    void anAttemptThatStillWaitsForItsWorkerNeedNotBeat() {
        stage = given(Graph.of("a").beats("a", LIMIT)).started();
        after(Duration.ofMinutes(9));
        assertThat(stage.workers.askedToEnd).isEmpty();
        begin("a").after(LIMIT);
        after(LIMIT);
        assertThat(stage.workers.askedToEnd).containsExactly("HEARTBEAT a");
    }

    @Test
    void theNextAttemptGetsWhatTheLastOneToldLast() {
        with(Graph.of("a").retries("a", 2)).tell("a", "half").tell("a", "two thirds");
        stage.whenFails("a");
        after(Duration.ofSeconds(2));
        assertThat(before("a")).isEqualTo("two thirds");
        stage.whenFails("a");
        after(Duration.ofSeconds(4));
        assertThat(before("a"))
                .as("an attempt that told nothing takes nothing back")
                .isEqualTo("two thirds");
    }

    @Test
    void afterACrashTheNextAttemptGetsWhatWasRecorded() {
        with(Graph.of("a")).tell("a", "half").after(Duration.ofSeconds(2)).tell("a", "more");
        tell("a", "too late");
        stage.whenTheProcessDiesAndAnotherTakesOver();
        assertThat(before("a")).isEqualTo("more");
    }

    @Test
    void detailsAreRecordedAtMostOnceASecondAndAtTheEnd() {
        with(Graph.of("a").retries("a", 1));
        for (int i = 0; i < 100; i++) {
            tell("a", "step " + i);
            after(Duration.ofMillis(50));
        }
        assertThat(recorded()).isEqualTo(5);
        stage.whenFails("a");
        assertThat(recorded()).isEqualTo(6);
    }

    @Test
    void anAttemptThatCompletedNeedsNoRecordOfHowFarItWas() {
        with(Graph.of("a")).tell("a", "half").tell("a", "all");
        stage.whenCompletes("a");
        assertThat(recorded()).isEqualTo(1);
    }

    @Test
    void aRetryByHandBeginsAnew() {
        with(Graph.of("a")).tell("a", "half");
        stage.whenFails("a").whenRetriedByHand();
        assertThat(before("a#2")).isNull();
    }

    @Test
    void silentProgressIsRecordedWhenTheLoopLooks() {
        with(Graph.of("a").beats("a", LIMIT)).tell("a", "one").tell("a", "two");
        assertThat(recorded()).isEqualTo(1);
        after(LIMIT.minusSeconds(1)).beat("a").after(Duration.ofSeconds(1));
        assertThat(recorded()).isEqualTo(2);
        stage.whenTheProcessDiesAndAnotherTakesOver();
        assertThat(before("a")).isEqualTo("two");
    }
}
