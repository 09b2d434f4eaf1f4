package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.OnConflict;
import dev.orchestration.tasks.decide.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No more executions of one key are under way at once than may be. */
class KeyTest {
    private static Graph one(String step) {
        return Graph.of(step);
    }

    private static Stage alone(OnConflict onConflict) {
        return given(one("a")).session("s", 100, 100, 1).key("monday", 1, onConflict);
    }

    @Test
    void whoComesFirstIsServedFirst() {
        Stage stage = alone(OnConflict.QUEUE).started().startedToo(one("b")).startedToo(one("c"));
        stage.thenRunning("a")
                .whenCompletes("a")
                .thenRunning("b")
                .whenFails("b")
                .thenRunning("c");
    }

    @Test
    void thatOneHasToWaitIsRecordedWithIt() {
        Stage stage = alone(OnConflict.QUEUE).started().startedToo(one("b"));
        assertThat(stage.events().get(1)).isInstanceOfSatisfying(Event.Noted.class, noted -> {
            assertThat(noted.isQueued()).isTrue();
            assertThat(noted.json())
                    .isEqualTo(Map.of(
                            "workflow",
                            "play",
                            "key",
                            "monday",
                            "limit",
                            1L,
                            "before",
                            1L,
                            "executions",
                            List.of(stage.executions.get(0).value())));
        });
    }

    @Test
    void anotherKeyWaitsForNobody() {
        alone(OnConflict.QUEUE)
                .started()
                .startedToo(one("b"))
                .key("tuesday", 1, OnConflict.QUEUE)
                .startedToo(one("c"))
                .thenRunning("a", "c");
    }

    @Test
    void asManyAsTheLimitAllowsAreUnderWay() {
        Stage stage = given(one("a")).session("s", 100, 100, 1).key("k", 2, OnConflict.QUEUE);
        stage.started().startedToo(one("b")).startedToo(one("c")).startedToo(one("d"));
        stage.thenRunning("a", "b").whenCompletes("b").thenRunning("a", "c");
    }

    @Test
    void whoIsSkippedEndsWithoutAStep() {
        Stage stage = alone(OnConflict.SKIP).started().startedToo(one("b"));
        stage.thenRunning("a").thenEnded(WorkflowStatus.CANCELLED);
        assertThat(stage.state().lifecycle().error()).satisfies(error -> {
            assertThat(error.type()).isEqualTo("Skipped");
            assertThat(error.message())
                    .isEqualTo("skipped: execution " + stage.executions.get(0)
                            + " has the key 'monday' of workflow 'play'");
        });
        assertThat(stage.events()).noneMatch(Event.AttemptStarted.class::isInstance);
        stage.whenCompletes("a").startedToo(one("c")).thenRunning("c");
    }

    @Test
    void theOldestIsCancelledAndItsFinalStepsEndBeforeTheNewOneBegins() {
        Stage stage = given(Graph.of("a", "clean").finals(1))
                .session("s", 100, 100, 1)
                .key("k", 1, OnConflict.CANCEL_RUNNING);
        stage.started().startedToo(one("b"));
        stage.thenRunning("a")
                .whenFails("a")
                .thenRunning("clean")
                .whenCompletes("clean")
                .thenRunning("b");
        assertThat(status(stage, 0)).isEqualTo(WorkflowStatus.CANCELLED);
    }

    @Test
    void whoWaitsIsCancelledTooWhenANewerOneComes() {
        Stage stage =
                alone(OnConflict.CANCEL_RUNNING).started().startedToo(one("b")).startedToo(one("c"));
        stage.whenFails("a").thenRunning("c");
        assertThat(status(stage, 1)).isEqualTo(WorkflowStatus.CANCELLED);
        assertThat(stage.store.events(stage.executions.get(1))).noneMatch(Event.AttemptStarted.class::isInstance);
    }

    @Test
    void onlyAsManyAreCancelledAsNeedBe() {
        Stage stage = given(one("a")).session("s", 100, 100, 1).key("k", 2, OnConflict.CANCEL_RUNNING);
        stage.started().startedToo(one("b")).startedToo(one("c"));
        stage.whenFails("a").thenRunning("b", "c");
    }

    @Test
    void onAFullDiskTheNewOneIsRecordedLaterWithTheEndOfTheOldOne() {
        Stage stage = alone(OnConflict.CANCEL_RUNNING);
        Whim disk = new Whim(stage.store);
        stage.recordingIn(disk).started();
        disk.refuses(ErrorCode.STORE_FULL);
        stage.startedToo(one("b")).thenRunning("a");
        assertThat(stage.last.accepted()).isNotDone();
        disk.recordsAgain();
        stage.after(Duration.ofSeconds(1)).whenFails("a").thenRunning("b");
        assertThat(status(stage, 0)).isEqualTo(WorkflowStatus.CANCELLED);
    }

    @Test
    void whoWaitsForItsKeyTakesNoRoomOfItsSession() {
        Stage stage = given(one("a")).session("s", 100, 2, 1).key("k", 1, OnConflict.QUEUE);
        stage.started().startedToo(one("b")).key("l", 1, OnConflict.QUEUE).startedToo(one("c"));
        stage.thenRunning("a", "c");
    }

    @Test
    void oneThatIsCancelledWhileItWaitsHoldsNobodyUp() {
        Stage stage = alone(OnConflict.QUEUE).started().startedToo(one("b"));
        stage.whenCancelled().thenEnded(WorkflowStatus.CANCELLED).startedToo(one("c"));
        stage.whenCompletes("a").thenRunning("c");
    }

    @Test
    void onePausedByAPersonKeepsItsKey() {
        Stage stage = alone(OnConflict.QUEUE).started();
        Hosted first = stage.last;
        stage.tell(on -> on.roster().suspend(first, "wait for the auditor"));
        stage.step().whenFails("a").startedToo(one("b"));
        stage.thenRunning();
        assertThat(status(stage, 0)).isEqualTo(WorkflowStatus.PAUSED);
        takeUp(stage, 0, "a", new Signal.ContinueAsked(stage.clock.micros(), "me"));
        stage.thenRunning("a").whenCompletes("a").thenRunning("b");
    }

    @Test
    void onePausedByTheEndOfItsProcessDoesNot() {
        Stage stage = alone(OnConflict.QUEUE).started();
        Hosted first = stage.last;
        stage.tell(on -> on.roster().suspend(first, "interrupted"));
        stage.step().whenFails("a").startedToo(one("b"));
        stage.thenRunning("b");
    }

    @Test
    void aRetryWaitsForTheKeyAndThenGoesOn() {
        Stage stage = alone(OnConflict.QUEUE).started().whenFails("a").startedToo(one("b"));
        takeUp(stage, 0, "a", new Signal.RetryAsked(stage.clock.micros(), "me"));
        assertThat(status(stage, 0)).isEqualTo(WorkflowStatus.RUNNING);
        stage.thenRunning("b").startedToo(one("c")).whenCompletes("b").thenRunning("a#2");
        stage.whenCompletes("a#2").thenRunning("c");
    }

    @Test
    void anotherProcessCountsWhatItCarriesOut() {
        Stage stage = alone(OnConflict.QUEUE).started().startedToo(one("b"));
        stage.workers.forget();
        stage.recordingIn(stage.store);
        takeUp(stage, 0, "a", new Signal.Recovered(stage.clock.micros(), "me"));
        takeUp(stage, 1, "b", new Signal.Recovered(stage.clock.micros(), "me"));
        stage.thenRunning("a").whenCompletes("a").thenRunning("b");
    }

    @Test
    void aChildIsRefusedTheKeyOfItsOwnParent() {
        Stage stage = alone(OnConflict.QUEUE).started();
        Claim claim = new Claim("play", "monday", 1, OnConflict.QUEUE).within(List.of(stage.execution()));
        Hosting plain = stage.hosting();
        Hosted child = new Hosted(
                new ExecutionId("child"),
                new Hosting(
                        plain.plan(),
                        plain.rules(),
                        plain.definition(),
                        plain.policy(),
                        1,
                        null,
                        plain.directory(),
                        plain.session(),
                        claim));
        stage.tell(on -> assertThat(new KeyConflict(on.roster().keys()).refusal(child, on.roster()))
                .hasMessageContaining("would wait for a child that needs the same key, for ever"));
        stage.step();
    }

    /** Whatever is started, ended, cancelled and tried again: of no key too many are under way, and in the end all have been. */
    @Test
    void whateverHappensNoKeyIsGivenOutTooOften() {
        for (long seed = 0; seed < 300; seed++) {
            new KeyPlay(seed).play();
        }
    }

    static void takeUp(Stage stage, int which, String step, Signal first) {
        stage.graph(one(step));
        ExecutionId id = stage.executions.get(which);
        Hosted hosted = new Hosted(id, stage.hosting());
        stage.store.replay(id, hosted::replay);
        stage.tell(on -> on.roster().takeUp(hosted, List.of(at -> first), on.now()));
        stage.step();
    }

    static WorkflowStatus status(Stage stage, int which) {
        return stage.store
                .archive()
                .execution(stage.executions.get(which))
                .orElseThrow()
                .status();
    }

    /** One random life. */
    private static final class KeyPlay {
        private final Random random;
        private final long seed;
        private final Stage stage = given(one("s0")).session("s", 100, 3, 1);
        private final List<String> keys = List.of("x", "y");

        KeyPlay(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void play() {
            for (int act = 0; act < 40; act++) {
                act();
                for (String key : keys) {
                    long running = stage.workers.running().stream()
                            .filter(step -> step.startsWith(key))
                            .count();
                    assertThat(running)
                            .as("seed " + seed + ": steps of key " + key)
                            .isLessThanOrEqualTo(2);
                }
            }
            for (int left = 0; !stage.workers.running().isEmpty() && left < 1_000; left++) {
                stage.whenCompletes(stage.workers.running().get(0));
            }
            for (int i = 0; i < stage.executions.size(); i++) {
                assertThat(status(stage, i).isEnded())
                        .as("seed " + seed + ": execution " + i)
                        .isTrue();
            }
        }

        private void act() {
            List<String> running = stage.workers.running();
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    String key = keys.get(random.nextInt(keys.size()));
                    OnConflict[] all = OnConflict.values();
                    stage.key(key, 2, all[random.nextInt(all.length)]);
                    stage.startedToo(one(key + stage.executions.size()));
                }
                case 2, 3 -> {
                    if (!running.isEmpty()) {
                        String step = running.get(random.nextInt(running.size()));
                        var unused = random.nextBoolean() ? stage.whenCompletes(step) : stage.whenFails(step);
                    }
                }
                default -> {
                    if (!stage.executions.isEmpty()) {
                        ExecutionId id = stage.executions.get(random.nextInt(stage.executions.size()));
                        stage.tell(on -> on.signal(
                                id, at -> new Signal.CancelAsked(at, CancelScope.EXECUTION, null, "test", "no more")));
                        stage.step();
                    }
                }
            }
        }
    }
}
