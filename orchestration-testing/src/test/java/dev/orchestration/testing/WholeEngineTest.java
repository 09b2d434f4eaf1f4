package dev.orchestration.testing;

import static dev.orchestration.testing.RunAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.core.OrchestrationSession;
import dev.orchestration.core.event.OrchestrationEvent;
import dev.orchestration.core.schedule.Schedule;
import dev.orchestration.core.status.Health;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.workflow.WorkflowHandle;
import dev.orchestration.workflow.build.Workflow;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What else the engine has works on the clock of the test, too. */
@Timeout(120)
class WholeEngineTest {
    private static final WorkflowDefinition NAP = Workflow.define("nap")
            .step("a", s -> s.action("core.sleep").with("duration", "1d"))
            .build();

    private final TestEngine test = TestEngine.create();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void anExecutionInASessionIsAwaitedInNoTime() {
        test.register(NAP);
        OrchestrationSession session = test.engine().createSession("s", OrchestrationMode.PARALLEL);
        WorkflowHandle handle = test.engine().executeWorkflow("nap", Map.of(), session.id());
        assertThatThrownBy(() -> handle.await(Duration.ofHours(1)))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT));
        assertThat(handle.await(null).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(test.run(handle.id())).completed().took(Duration.ofDays(1));
    }

    @Test
    void aSessionOnADiskAndWhatRunsInItGoOnAfterADeath(@TempDir Path folder) {
        try (TestEngine onDisk =
                TestEngine.builder().store(folder.resolve("state.db")).create()) {
            onDisk.register(NAP);
            OrchestrationSession session = onDisk.engine().createSession("s", OrchestrationMode.PARALLEL);
            WorkflowHandle handle = onDisk.engine().executeWorkflow("nap", Map.of(), session.id());
            onDisk.advance(Duration.ofHours(1));
            onDisk.crash();
            assertThat(onDisk.engine().session(session.id()).map(OrchestrationSession::name))
                    .contains("s");
            assertThat(onDisk.run(handle.id()).toEnd()).completed().took(Duration.ofDays(1));
        }
    }

    @Test
    void handlersHearOfEventsOnTheThreadOfTheTest() {
        List<String> heard = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        test.engine().registerEventHandler("workflow.*", (OrchestrationEvent event) -> {
            heard.add(event.type());
            threads.add(Thread.currentThread());
        });
        test.start(NAP).toEnd();
        assertThat(heard).containsExactly("workflow.created", "workflow.started", "workflow.completed");
        assertThat(threads).containsOnly(Thread.currentThread());
    }

    @Test
    void aScheduleFiresAtItsTimesAlsoAfterADeath() {
        test.register(NAP);
        test.engine()
                .schedules()
                .add(Schedule.named("daily").workflow("nap").cron("0 6 * * *").build());
        test.advance(Duration.ofDays(3));
        test.crash();
        test.advance(Duration.ofDays(2));
        assertThat(test.engine().workflowManager().executions().newest(9)).hasSize(5);
    }

    @Test
    void whoWaitsBesideAScheduleThatFiresForEverIsTold() {
        test.register(NAP);
        test.engine()
                .schedules()
                .add(Schedule.named("yearly").workflow("nap").cron("0 6 1 1 *").build());
        TestRun run = test.start(Workflow.define("w")
                .step("a", s -> s.action("signal.wait").with("name", "never"))
                .build());
        assertThatThrownBy(run::toEnd).hasMessageContaining("it would take longer than 3653 days");
    }

    @Test
    void whoWaitsInVainIsTold() {
        TestRun run = test.start(Workflow.define("w")
                .step("a", s -> s.action("signal.wait").with("name", "never"))
                .build());
        assertThatThrownBy(() -> test.engine().taskOrchestrator().await(run.id(), new CompletableFuture<>(), null))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("this would be waited for in vain: nothing will ever happen any more");
    }

    @Test
    void aHandlerThatThrowsFailsTheTest() {
        test.engine().registerEventHandler("workflow.completed", (OrchestrationEvent event) -> {
            throw new IllegalStateException("no");
        });
        TestRun run = test.start(NAP);
        assertThatThrownBy(run::toEnd)
                .isInstanceOf(AssertionError.class)
                .hasMessage("a handler of events failed on workflow.completed: java.lang.IllegalStateException: no");
    }

    @Test
    void aHandlerThatNeverReturnsFailsTheTest() {
        try (TestEngine impatient =
                TestEngine.builder().patience(Duration.ofMillis(50)).create()) {
            impatient
                    .engine()
                    .registerEventHandler(
                            "workflow.completed", (OrchestrationEvent event) -> new CountDownLatch(1).await());
            TestRun run = impatient.start(NAP);
            assertThatThrownBy(run::toEnd)
                    .hasMessageStartingWith(
                            "a handler of events, told of workflow.completed, did not return within 50 ms");
        }
    }

    @Test
    void theHealthIsAskedOnTheThreadOfTheTestAlsoByAHandler() {
        List<Health> heard = new ArrayList<>();
        Set<Thread> before = errands();
        test.engine()
                .registerEventHandler(
                        "workflow.completed",
                        (OrchestrationEvent event) -> heard.add(test.engine()
                                .getHealthStatus()
                                .components()
                                .get("store")
                                .status()));
        test.start(NAP).toEnd();
        assertThat(test.engine().getHealthStatus().components().get("projects").status())
                .isEqualTo(Health.HEALTHY);
        assertThat(heard).containsExactly(Health.HEALTHY);
        assertThat(before).containsAll(errands());
    }

    private static Set<Thread> errands() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().contains("errands"))
                .collect(Collectors.toSet());
    }
}
