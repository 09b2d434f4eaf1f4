package dev.orchestration.testing;

import static dev.orchestration.testing.RunAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.workflow.build.Workflow;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CrashesTest {
    private static final WorkflowDefinition ORDER = Workflow.define("order")
            .step("reserve", s -> s.action("shop", "reserve").maxRetries(1).compensate(c -> c.action("shop.release")))
            .step(
                    "each",
                    s -> s.action("shop", "pack")
                            .forEach(List.of("hat", "shoe"))
                            .with("what", "{{item}}")
                            .dependsOn("reserve"))
            .step("nap", s -> s.action("core.sleep").with("duration", "2d").dependsOn("each"))
            .step("paid", s -> s.action("signal.wait").with("name", "paid").dependsOn("nap"))
            .step(
                    "ask",
                    s -> s.action("human.approve").with("message", "Send it?").dependsOn("paid"))
            .step("send", s -> s.action("shop", "send").dependsOn("ask").sets("sent", "{{output}}"))
            .lastly("tell", s -> s.action("shop", "tell"))
            .build();

    private static void shop(TestEngine test) {
        for (String action : List.of("release", "pack", "tell")) {
            test.action("shop", action).gives("done");
        }
        test.action("shop", "reserve").times(1).gives("reserved");
        test.action("shop", "send").takes(Duration.ofHours(3)).gives("on its way");
    }

    @Test
    void whereverTheProcessDiesAnOrderComesToItsEndAndNothingIsDoneTwice() {
        int deaths = TestEngine.crashAtEveryCommit(test -> {
            shop(test);
            TestRun run = test.start(ORDER);
            test.advance(Duration.ofDays(1));
            run.untilWaiting("paid").signal("paid", Map.of("euro", 7)).untilWaiting("ask");
            run.approve("ask").toEnd();
            assertThat(run).completed().output("send", "on its way").context("sent", "on its way");
        });
        assertThat(deaths).isGreaterThan(20);
    }

    @Test
    void whatIsUndoneIsUndoneOnceWhereverTheProcessDies() {
        TestEngine.crashAtEveryCommit(test -> {
            shop(test);
            TestRun run = test.start(ORDER);
            run.untilWaiting("paid").signal("paid", null).untilWaiting("ask");
            assertThat(run.reject("ask", "no").toEnd()).failed().ran("reserve~compensate", "tell");
        });
    }

    @Test
    void twoRunsOfOneTestAreKeptApart() {
        TestEngine.crashAtEveryCommit(test -> {
            TestRun first = test.start(nap("1d"));
            TestRun second = test.start(nap("2d"));
            assertThat(first.toEnd()).completed();
            second.cancel("enough");
            assertThat(second.toEnd()).cancelled();
        });
    }

    private static WorkflowDefinition nap(String time) {
        return Workflow.define("nap")
                .step("a", s -> s.action("core.sleep").with("duration", time))
                .build();
    }

    @Test
    void whatTheDefinitionLeavesToADeathIsToldWithTheCommit() {
        WorkflowDefinition fragile = Workflow.define("fragile")
                .step("a", s -> s.action("core.noop").onInterrupt(OnInterrupt.FAIL))
                .build();
        assertThatThrownBy(() -> TestEngine.crashAtEveryCommit(
                        test -> test.start(fragile).toEnd()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("with a death just after commit 1 it ends in another way")
                .hasMessageContaining("without: fragile completed")
                .hasMessageContaining("with:    fragile failed");
    }

    @Test
    void whatWasCompletedAndRunsAgainIsTold() {
        assertThatThrownBy(() -> TestEngine.crashAtEveryCommit(test -> {
                    TestRun run = test.start(Workflow.define("w")
                            .step("a", s -> s.action("core.noop"))
                            .step("b", s -> s.action("core.noop").dependsOn("a"))
                            .build());
                    run.toEnd();
                    // As an engine would that carries out again what is recorded already.
                    List<Call> calls = test.lab().script().calls();
                    calls.add(calls.get(0));
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "just after commit 2: step 'a' was recorded as completed, and its code ran again");
    }

    @Test
    void aStoreOnADiskIsNotForManyPlays() {
        TestEngineBuilder builder = TestEngine.builder().store(Path.of("state.db"));
        assertThatThrownBy(() -> TestEngine.crashAtEveryCommit(builder, test -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("state.db");
    }

    @Test
    void aScenarioThatFailsWithoutADeathFails() {
        assertThatThrownBy(() -> TestEngine.crashAtEveryCommit(
                        test -> assertThat(test.start(nap("1d")).toEnd()).failed()))
                .hasMessageContaining("it should be failed, but is completed");
    }
}
