package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.core.event.ContextEvent;
import dev.orchestration.core.event.OrchestrationEvent;
import dev.orchestration.core.event.SessionEvent;
import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.why.Change;
import dev.orchestration.tasks.why.Obstacle;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowHandle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the specification says of sessions, on an engine that keeps everything in memory. */
@Timeout(120)
class SessionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ResourceId GPU = new ResourceId("gpu");

    private final CountDownLatch gate = new CountDownLatch(1);
    private final LinkedBlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<OrchestrationEvent> events = new LinkedBlockingQueue<>();
    private OrchestrationEngine engine;

    @BeforeEach
    void anEngineWithFourGpus() {
        open(Clock.system());
    }

    private void open(Clock clock) {
        engine = OrchestrationEngine.builder()
                .clock(clock)
                .workers(8)
                .action("t", "hang", ctx -> {
                    begun.add(ctx.step());
                    gate.await();
                    return null;
                })
                .action("t", "quick", ctx -> ctx.step())
                .build();
        engine.resourceManager().register(new Resource(GPU, ResourceType.COMPUTE, 4));
        workflow("hang", "{name: hang, steps: [{name: a, action: t.hang}]}");
        workflow("quick", "{name: quick, steps: [{name: a, action: t.quick, sets: {done: '{{output}}'}}]}");
        workflow(
                "wide",
                "{name: wide, steps: [{name: a, action: t.hang}, {name: b, action: t.hang}, {name: c, action:"
                        + " t.hang}]}");
        workflow("gpu", "{name: gpu, steps: [{name: a, action: t.hang, resources: [{resource_id: gpu, amount: 1}]}]}");
    }

    private void workflow(String name, String text) {
        engine.workflowManager().createWorkflow(new Definitions().parse(text, name));
    }

    @AfterEach
    void close() {
        gate.countDown();
        engine.close();
    }

    private WorkflowHandle run(String workflow, OrchestrationSession session) {
        return engine.executeWorkflow(workflow, Map.of(), session.id());
    }

    private OrchestrationSession now(OrchestrationSession session) {
        return engine.session(session.id()).orElseThrow();
    }

    private String awaitBegun() throws InterruptedException {
        return Objects.requireNonNull(begun.poll(60, TimeUnit.SECONDS), "nothing began");
    }

    private double freeGpus() {
        return engine.resourceManager().usage(GPU).available();
    }

    private Obstacle why(WorkflowHandle run) {
        return engine.workflowManager().why(run.id(), "a").obstacles().get(0);
    }

    private void hear() {
        engine.registerEventHandler("*", events::add);
    }

    private void awaitEvent(String type) throws InterruptedException {
        OrchestrationEvent next;
        do {
            next = Objects.requireNonNull(events.poll(60, TimeUnit.SECONDS), "no event " + type);
        } while (!next.type().equals(type));
    }

    @Test
    void whatIsNotSaidIsAsTheSpecificationHasIt() {
        OrchestrationSession made = engine.newSession("plain").create();
        assertThat(made.mode()).isEqualTo(OrchestrationMode.RESOURCE_AWARE);
        assertThat(made.maxParallelTasks()).isEqualTo(4);
        assertThat(made.maxParallelWorkflows()).isEqualTo(2);
        assertThat(made.userId()).isEqualTo("system");
        assertThat(made.timeout()).isNull();
        assertThat(made.status()).isEqualTo(SessionStatus.ACTIVE);
        assertThat(engine.createSession("one", OrchestrationMode.SEQUENTIAL).maxParallelTasks())
                .isEqualTo(1);
        assertThat(engine.sessions()).extracting(OrchestrationSession::name).containsExactly("plain", "one");
    }

    @Test
    void allFaultsOfASessionAreToldAtOnce() {
        SessionBuilder bad = engine.newSession(" ")
                .userId("")
                .maxParallelTasks(0)
                .maxParallelWorkflows(-1)
                .timeout(Duration.ZERO)
                .require("gpu", 5)
                .require("gpo", 1)
                .require("api-global", 1);
        assertThatThrownBy(bad::create)
                .hasMessageContainingAll(
                        "needs a name",
                        "user_id",
                        "max_parallel_tasks must be at least 1, not 0",
                        "max_parallel_workflows must be at least 1, not -1",
                        "timeout",
                        "5 requested of resource 'gpu'",
                        "no resource 'gpo'",
                        "'api-global' is used up and refills")
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETERS));
        assertThatThrownBy(() -> engine.newSession("s")
                        .mode(OrchestrationMode.SEQUENTIAL)
                        .maxParallelTasks(2)
                        .create())
                .hasMessageContaining("max_parallel_tasks of a sequential session is 1, not 2");
        assertThat(engine.sessions()).isEmpty();
    }

    @Test
    void aThirdWorkflowInASessionOfTwoIsPendingAndWhySaysSo() throws Exception {
        OrchestrationSession session = engine.createSession("two", OrchestrationMode.PARALLEL);
        WorkflowHandle first = run("hang", session);
        WorkflowHandle second = run("hang", session);
        awaitBegun();
        awaitBegun();
        WorkflowHandle third = run("hang", session);
        assertThat(third.execution().status()).isEqualTo(WorkflowStatus.PENDING);
        assertThat(why(third))
                .isEqualTo(new Obstacle.SessionFull(session.id(), 2, List.of(first.id(), second.id()), 0));
        gate.countDown();
        assertThat(third.await(PATIENCE).status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void noMoreTasksRunAtOnceThanTheSessionMayOverAllItsExecutions() throws Exception {
        OrchestrationSession session =
                engine.newSession("narrow").maxParallelTasks(3).create();
        WorkflowHandle first = run("wide", session);
        WorkflowHandle second = run("wide", session);
        for (int i = 0; i < 3; i++) {
            awaitBegun();
        }
        long running = List.of(first, second).stream()
                .flatMap(each -> each.execution().stepResults().values().stream())
                .filter(step -> step.status().wire().equals("running"))
                .count();
        assertThat(running).isEqualTo(3);
        gate.countDown();
        assertThat(first.await(PATIENCE).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(second.await(PATIENCE).status()).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void whatASessionRequiresIsAllocatedWhenItBecomesActiveAndFreedAtClose() {
        OrchestrationSession session = engine.newSession("s").require("gpu", 3).create();
        assertThat(session.status()).isEqualTo(SessionStatus.ACTIVE);
        assertThat(freeGpus()).isEqualTo(1);
        engine.closeSession(session.id());
        assertThat(freeGpus()).isEqualTo(4);
    }

    @Test
    void itsTasksDrawOnWhatTheSessionHasBeforeThePool() throws Exception {
        OrchestrationSession session = engine.newSession("s").require("gpu", 4).create();
        assertThat(freeGpus()).isZero();
        WorkflowHandle own = run("gpu", session);
        awaitBegun();
        WorkflowHandle stranger = run("gpu", engine.createSession("other", OrchestrationMode.PARALLEL));
        assertThat(why(stranger)).isInstanceOfSatisfying(Obstacle.Resource.class, lacks -> {
            assertThat(lacks.sessions()).containsExactly(new Obstacle.Kept(session.id(), "s", GPU, 4));
            assertThat(lacks.holders()).as("what draws on the session gives nothing back").isEmpty();
        });
        assertThat(engine.workflowManager().why(stranger.id(), "a").changes())
                .first()
                .isEqualTo(new Change(List.of(new Change.SessionEnds(session.id(), "s"))));
        gate.countDown();
        assertThat(own.await(PATIENCE).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(freeGpus()).isZero();
        engine.closeSession(session.id());
        assertThat(stranger.await(PATIENCE).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(freeGpus()).isEqualTo(4);
    }

    @Test
    void aSessionWhoseResourcesAreTakenIsPendingUntilTheyAreFreeAndWhySaysSo() throws Exception {
        hear();
        OrchestrationSession first =
                engine.newSession("first").require("gpu", 3).create();
        OrchestrationSession second =
                engine.newSession("second").require("gpu", 2).create();
        assertThat(second.status()).isEqualTo(SessionStatus.PENDING);
        WorkflowHandle waiting = run("quick", second);
        assertThat(waiting.execution().status()).isEqualTo(WorkflowStatus.PENDING);
        assertThat(why(waiting)).isEqualTo(new Obstacle.SessionWaits(
                        second.id(),
                        "second",
                        List.of(GPU),
                        List.of(new Obstacle.Kept(first.id(), "first", GPU, 3))));
        assertThat(engine.workflowManager().why(waiting.id(), "a").changes())
                .contains(new Change(List.of(new Change.SessionEnds(first.id(), "first"))));
        engine.closeSession(first.id());
        assertThat(waiting.await(PATIENCE).status()).isEqualTo(WorkflowStatus.COMPLETED);
        awaitEvent("session.activated");
        awaitEvent("session.completed"); // before the second has what the first had
        awaitEvent("session.activated");
        assertThat(now(second).status()).isEqualTo(SessionStatus.ACTIVE);
        assertThat(freeGpus()).isEqualTo(2);
    }

    @Test
    void aPendingSessionThatIsClosedWaitsForNothingAnyMore() {
        OrchestrationSession first =
                engine.newSession("first").require("gpu", 4).create();
        OrchestrationSession second =
                engine.newSession("second").require("gpu", 1).create();
        WorkflowHandle waiting = run("quick", second);
        engine.closeSession(second.id());
        assertThat(waiting.await(PATIENCE).status()).isEqualTo(WorkflowStatus.CANCELLED);
        engine.closeSession(first.id());
        assertThat(freeGpus()).isEqualTo(4);
    }

    @Test
    void whenItsTimeIsOverWhatRunsEndsWithThatReasonAndTheSessionIsFailed() throws Exception {
        ManualClock clock = new ManualClock(1_700_000_000_000_000L);
        engine.close();
        open(clock);
        hear();
        OrchestrationSession session = engine.newSession("brief")
                .timeout(Duration.ofMillis(200))
                .require("gpu", 2)
                .create();
        WorkflowHandle run = run("hang", session);
        awaitBegun();
        clock.advance(Duration.ofMillis(200));
        var unused = run.execution(); // to ask wakes the engine, which sees the time
        WorkflowExecution ended = run.await(PATIENCE);
        assertThat(ended.status()).isEqualTo(WorkflowStatus.FAILED);
        assertThat(ended.error().kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(ended.error().message()).contains("session brief did not end within its timeout of 200 ms");
        awaitEvent("session.failed");
        assertThat(now(session).status()).isEqualTo(SessionStatus.FAILED);
        assertThat(now(session).reason()).contains("timeout of 200 ms");
        assertThatThrownBy(() -> run("quick", session))
                .hasMessageContainingAll("session brief", "is failed since", "its timeout of 200 ms");
        assertThat(freeGpus()).isEqualTo(4);
    }

    @Test
    void closingCompletesASessionCancelsWhatItRunsAndCanBeDoneTwice() throws Exception {
        OrchestrationSession session = engine.createSession("s", OrchestrationMode.PARALLEL);
        WorkflowHandle run = run("hang", session);
        awaitBegun();
        engine.closeSession(session.id());
        assertThat(run.await(PATIENCE).status()).isEqualTo(WorkflowStatus.CANCELLED);
        assertThat(run.await(PATIENCE).error().message()).contains("its session was closed");
        OrchestrationSession closed = now(session);
        assertThat(closed.status()).isEqualTo(SessionStatus.COMPLETED);
        assertThat(closed.completedAt()).isNotNull();
        engine.closeSession(session.id());
        assertThat(now(session)).isEqualTo(closed);
        assertThat(engine.sessions()).isEmpty();
        assertThatThrownBy(() -> run("quick", session))
                .hasMessageContainingAll("session s", "is completed since", "its session was closed")
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE));
    }

    @Test
    void aSessionThatIsCancelledSaysWhy() {
        OrchestrationSession session = engine.createSession("s", OrchestrationMode.PARALLEL);
        engine.cancelSession(session.id(), "the data was wrong");
        assertThat(now(session).status()).isEqualTo(SessionStatus.CANCELLED);
        assertThat(now(session).reason()).isEqualTo("the data was wrong");
    }

    @Test
    void anUnknownSessionIsAnErrorOfItsOwn() {
        SessionId unknown = new SessionId("none");
        assertThatThrownBy(() -> engine.executeWorkflow("quick", Map.of(), unknown))
                .isInstanceOfSatisfying(
                        UnknownSessionException.class,
                        e -> assertThat(e.session()).isEqualTo(unknown));
        assertThat(engine.session(unknown)).isEmpty();
        engine.closeSession(unknown);
    }

    @Test
    void whatAnExecutionWroteIsInTheContextBeforeAnybodyHearsOfItsEndAndIsTold() throws Exception {
        hear();
        OrchestrationSession session = engine.createSession("s", OrchestrationMode.PARALLEL);
        session.context().set("given", 1L, "host");
        run("quick", session).await(PATIENCE);
        assertThat(session.context().get("done").orElseThrow().raw()).isEqualTo("a");
        awaitEvent("session.created");
        awaitEvent("session.activated");
        OrchestrationEvent given = next(ContextEvent.class, session);
        assertThat(given.type()).isEqualTo("context.changed");
        assertThat(((ContextEvent) given).key()).isEqualTo("given");
        assertThat(((ContextEvent) next(ContextEvent.class, session)).key()).isEqualTo("done");
        engine.closeSession(session.id());
        SessionEvent last = (SessionEvent) next(SessionEvent.class, session);
        assertThat(last.status()).isEqualTo("completed");
    }

    private OrchestrationEvent next(Class<?> family, OrchestrationSession session) throws InterruptedException {
        while (true) {
            OrchestrationEvent next = Objects.requireNonNull(events.poll(60, TimeUnit.SECONDS), "no such event");
            boolean ours =
                    !(next instanceof ContextEvent context) || session.id().equals(context.session());
            if (family.isInstance(next) && ours) {
                return next;
            }
        }
    }

    @Test
    void theHistoryOfItsContextKeepsTheNewestChanges() {
        OrchestrationSession session = engine.createSession("s", OrchestrationMode.PARALLEL);
        for (int i = 0; i < LiveSession.MOST_HISTORY + 7; i++) {
            session.context().set("n", i, "me");
        }
        assertThat(session.context().history()).hasSize(LiveSession.MOST_HISTORY);
        assertThat(session.context().version()).isEqualTo(LiveSession.MOST_HISTORY + 7L);
    }
}
