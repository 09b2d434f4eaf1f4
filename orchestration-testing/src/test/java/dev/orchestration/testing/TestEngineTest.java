package dev.orchestration.testing;

import static dev.orchestration.testing.RunAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.Decision;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.workflow.build.Workflow;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TestEngineTest {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final WorkflowDefinition FETCH_AND_COUNT = Workflow.define("report")
            .parameter("day", "string", "2026-01-01")
            .step("fetch", s -> s.action("web", "get").with("url", "/{{day}}").maxRetries(2))
            .step("count", s -> s.action("core", "echo").with("message", "{{fetch.output.rows}}"))
            .build();

    private final TestEngine test = TestEngine.create();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aWorkflowThatSleepsAWeekEndsAtOnceAndHasTakenAWeek() {
        TestRun run = test.start(Workflow.define("nap")
                .step("a", s -> s.action("core.sleep").with("duration", "7d"))
                .step("b", s -> s.action("core.noop").dependsOn("a"))
                .build());
        assertThat(run.toEnd()).completed().ran("a", "b").took(WEEK);
        assertThat(test.now()).isEqualTo(Instant.parse("2026-01-08T00:00:00Z"));
    }

    @Test
    void whatStandsInForAnActionIsGivenItsParametersAndGivesItsOutput() {
        test.replace("web", "get", ctx -> Map.of("rows", ctx.parameters().size()));
        assertThat(test.start(FETCH_AND_COUNT).toEnd()).completed().output("count", 2);
        assertThat(test.calls("web", "get"))
                .extracting(Call::parameters)
                .containsExactly(Map.of("url", "/2026-01-01", "day", "2026-01-01"));
        assertThat(test.calls()).extracting(Call::step).containsExactly("fetch", "count");
    }

    @Test
    void whatFailsTwiceIsTriedAThirdTime() {
        test.fail("web", "get").times(2).does(ctx -> Map.of("rows", 3));
        assertThat(test.start(FETCH_AND_COUNT).toEnd()).completed().attempts("fetch", 3);
        assertThat(test.calls("web", "get")).extracting(Call::attempt).containsExactly(1, 2, 3);
    }

    @Test
    void whatFailsAlwaysFailsTheWorkflowAndNothingAfterItRuns() {
        test.fail("web", "get").failingWith(ErrorKind.USER, "no such page");
        assertThat(test.start(FETCH_AND_COUNT).toEnd())
                .failed()
                .failedWith("fetch", ScriptedAction.INJECTED)
                .attempts("fetch", 1)
                .didNotRun("count")
                .blocked("count");
    }

    @Test
    void theNamedAttemptFailsAndNoOther() {
        test.step("fetch").gives(Map.of("rows", 1)).failsAttempt(1);
        assertThat(test.action("web", "get")).isNotNull();
        assertThat(test.start(FETCH_AND_COUNT).toEnd()).completed().attempts("fetch", 2);
    }

    @Test
    void whatIsSaidOfActionsAndStepsThatThereAreNotFailsTheTestAtItsEnd() {
        TestEngine mistaken = TestEngine.create();
        mistaken.fail("core", "eco");
        mistaken.step("fetsh").fails();
        mistaken.action("web", "get").gives(Map.of("rows", 1));
        mistaken.action("core", "sleep").fails();
        assertThat(mistaken.start(FETCH_AND_COUNT).toEnd()).completed();
        assertThatThrownBy(mistaken::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the action 'core.eco', which is registered nowhere and was never called;"
                        + " did you mean 'core.echo'?")
                .hasMessageContaining("the step 'fetsh', which no workflow that was started has; did you mean 'fetch'?")
                .hasMessageNotContaining("web.get")
                .hasMessageNotContaining("core.sleep");
        mistaken.close();
    }

    @Test
    void whatIsSaidOfAStepThatDidNotRunIsNoMistake() {
        test.fail("web", "get").failingWith(ErrorKind.USER, "no such page");
        test.step("count").gives(1);
        assertThat(test.start(FETCH_AND_COUNT).toEnd()).failed().didNotRun("count");
    }

    @Test
    void timeDoesNotGoBack() {
        assertThatThrownBy(() -> test.advance(Duration.ofHours(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time does not go back: PT-1H is negative");
    }

    @Test
    void workTakesTheTimeThatTheTestSaysAndTimesOutByIt() {
        test.action("core", "noop").takes(Duration.ofMinutes(3));
        assertThat(test.start(oneStep(Duration.ofMinutes(4))).toEnd())
                .completed()
                .took(Duration.ofMinutes(3));
        assertThat(test.start(oneStep(Duration.ofMinutes(2))).toEnd())
                .failed()
                .failedWith("a", "Timeout")
                .took(Duration.ofMinutes(2));
    }

    private static WorkflowDefinition oneStep(Duration timeout) {
        return Workflow.define("one")
                .step("a", s -> s.action("core.noop").timeout(timeout))
                .build();
    }

    @Test
    void whatHangsTimesOutAndIsTriedAgain() {
        test.action("core", "noop").hangsAttempt(1);
        assertThat(test.start(Workflow.define("w")
                                .step(
                                        "a",
                                        s -> s.action("core.noop").timeout(WEEK).maxRetries(1))
                                .build())
                        .toEnd())
                .completed()
                .attempts("a", 2);
    }

    @Test
    void whatHangsForEverIsToldAndNotWaitedFor() {
        test.action("core", "noop").hangs();
        TestRun run = test.start(
                Workflow.define("w").step("a", s -> s.action("core.noop")).build());
        assertThatThrownBy(run::toEnd)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("it has not ended, and nothing will ever happen any more: it is running; step 'a'"
                        + " hangs and has no timeout");
        assertThat(run.cancel("enough")).cancelled().cancelled("a");
    }

    @Test
    void codeThatDoesNotReturnIsInterruptedAndTold() {
        try (TestEngine impatient =
                TestEngine.builder().patience(Duration.ofMillis(50)).create()) {
            impatient.replace("core", "noop", ctx -> {
                new CountDownLatch(1).await();
                return null;
            });
            TestRun run = impatient.start(
                    Workflow.define("w").step("a", s -> s.action("core.noop")).build());
            assertThatThrownBy(run::toEnd)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("step 'a': the code of core.noop did not return within 50 ms of real time");
        }
    }

    @Test
    void peopleAnswerInTheirOwnTime() {
        TestRun run = test.start(Workflow.define("order")
                .step(
                        "ask",
                        s -> s.action("human.approve").with("message", "Go?").with("deadline", "3d"))
                .step("paid", s -> s.action("signal.wait").with("name", "paid").dependsOn("ask"))
                .build());
        test.advance(Duration.ofDays(2));
        assertThat(run).running().waitsFor("ask", "approval");
        run.approve("ask").untilWaiting("paid");
        assertThat(run).waitsFor("paid", "signal");
        assertThatThrownBy(run::toEnd).hasMessageContaining("step 'paid' waits for a signal 'paid'");
        assertThat(run.signal("paid", Map.of("euro", 7)).toEnd())
                .completed()
                .output("paid", Map.of("euro", 7))
                .took(Duration.ofDays(2));
    }

    @Test
    void whoDoesNotAnswerIsTooLate() {
        TestRun run = test.start(Workflow.define("order")
                .step(
                        "ask",
                        s -> s.action("human.approve").with("message", "Go?").with("deadline", "3d"))
                .build());
        assertThat(run.toEnd()).failed().took(Duration.ofDays(3));
    }

    @Test
    void aDeathInterruptsWhatRunsAndWhatCompletedDoesNotRunAgain() {
        test.action("core", "echo").hangsAttempt(1);
        TestRun run = test.start(twoSteps(OnInterrupt.RERUN));
        test.settle();
        test.crash();
        assertThat(run.toEnd()).completed().ran("a", "b").attempts("b", 2);
        assertThat(test.calls("core", "noop")).hasSize(1);
        assertThat(test.calls("core", "echo")).hasSize(2);
    }

    private static WorkflowDefinition twoSteps(OnInterrupt rule) {
        return Workflow.define("two")
                .step("a", s -> s.action("core.noop"))
                .step(
                        "b",
                        s -> s.action("core.echo")
                                .with("message", 1)
                                .dependsOn("a")
                                .onInterrupt(rule))
                .build();
    }

    @Test
    void aPersonDecidesWhatBecomesOfWhatWasInterrupted() {
        test.action("core", "echo").hangsAttempt(1);
        TestRun run = test.start(twoSteps(OnInterrupt.MANUAL));
        test.settle();
        test.crash();
        assertThat(run.untilWaiting("b")).waitsFor("b", "decision");
        assertThat(run.decide("b", Decision.SKIP).toEnd()).completed().skipped("b");
    }

    @Test
    void anEngineThatIsClosedInOrderLeavesItsWorkToTheNext() {
        TestRun run = test.start(Workflow.define("nap")
                .step("a", s -> s.action("core.sleep").with("duration", "7d"))
                .build());
        test.advance(Duration.ofDays(3));
        test.restart();
        assertThat(run.toEnd()).completed().took(WEEK);
    }

    @Test
    void aStoreOnADiskIsPlayedLikeOneInMemory(@TempDir Path folder) {
        try (TestEngine onDisk =
                TestEngine.builder().store(folder.resolve("state.db")).create()) {
            onDisk.action("core", "echo").hangsAttempt(1);
            TestRun run = onDisk.start(twoSteps(OnInterrupt.RERUN));
            onDisk.settle();
            onDisk.crash();
            assertThat(run.toEnd()).completed().ran("a", "b").attempts("b", 2);
        }
    }

    @Test
    void aCommitThatIsRefusedIsTriedAgainASecondLater() {
        TestRun run = test.start(twoSteps(OnInterrupt.RERUN));
        test.store().refuse(test.store().commits() + 1);
        assertThat(run.toEnd()).completed().ran("a", "b").took(Duration.ofSeconds(1));
    }

    @Test
    void aCommitOfWhichNobodyKnowsIsLookedForAndNothingRunsTwice() {
        for (boolean recorded : List.of(true, false)) {
            TestRun run = test.start(twoSteps(OnInterrupt.RERUN));
            int next = test.store().commits() + 1;
            test.store().unknown(next, recorded).unknown(next + 1, recorded).unknown(next + 2, !recorded);
            assertThat(run.toEnd())
                    .completed()
                    .attempts("a", 1)
                    .attempts("b", 1)
                    .events(Event.ExecutionEnded.class, 1);
        }
        assertThat(test.calls()).hasSize(4);
    }

    @Test
    void aStoreThatIsLostIsToldAndAnotherEngineGoesOn() {
        TestRun run = test.start(twoSteps(OnInterrupt.RERUN));
        test.store().lose(test.store().commits() + 1);
        assertThatThrownBy(run::toEnd).hasMessageContaining("the store is lost at commit");
        test.crash();
        assertThat(run.toEnd()).completed();
    }

    @Test
    void whatTheEngineWaitsForOnTheThreadOfTheTestHappensThen() {
        assertThat(test.engine()
                        .executeTask(
                                Task.named("t", "core", "sleep")
                                        .parameters(Map.of("duration", "1h"))
                                        .build(),
                                null)
                        .status())
                .isEqualTo(TaskStatus.COMPLETED);
        assertThat(test.now()).isEqualTo(Instant.parse("2026-01-01T01:00:00Z"));
    }

    @Test
    void aCommandOfTheMachineIsCarriedOutInNoTime() {
        TestRun run = test.start(Workflow.define("w")
                .step("a", s -> s.action("shell.run").with("command", "echo 1"))
                .build());
        assertThat(run.toEnd()).completed().took(Duration.ZERO);
    }

    @Test
    void aWorkflowRunsAnother() {
        test.register(Workflow.define("inner")
                .step("nap", s -> s.action("core.sleep").with("duration", "1h"))
                .build());
        test.register(Workflow.define("outer")
                .step("sub", s -> s.action("workflow.run").with("workflow", "inner"))
                .build());
        assertThat(test.start("outer", Map.of()).toEnd()).completed().took(Duration.ofHours(1));
    }

    @Test
    void theSameTestAlwaysDoesTheSame() {
        assertThat(played()).isEqualTo(played());
    }

    private static List<Event> played() {
        try (TestEngine engine = TestEngine.create()) {
            engine.fail("core", "noop").times(3);
            return engine.start(Workflow.define("w")
                            .step("a", s -> s.action("core.noop").maxRetries(5))
                            .build())
                    .toEnd()
                    .events();
        }
    }
}
