package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.orchestration.core.event.ContextEvent;
import dev.orchestration.core.event.EventBus;
import dev.orchestration.core.event.EventFamily;
import dev.orchestration.core.event.ResourceEvent;
import dev.orchestration.core.event.TaskEvent;
import dev.orchestration.core.event.WorkflowEvent;
import dev.orchestration.projects.ProjectStatus;
import dev.orchestration.projects.ProjectType;
import dev.orchestration.resources.ResourceLimits;
import dev.orchestration.resources.ResourceStatus;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.WorkflowHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every change of an execution, a task, a resource and a context is an event. */
@Timeout(120)
class EngineEventsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Heard heard = new Heard();
    private OrchestrationEngine engine = OrchestrationEngine.builder().build();

    @AfterEach
    void close() {
        engine.close();
    }

    private void hear(String type) {
        var unused = engine.registerEventHandler(type, heard::hear);
    }

    private WorkflowHandle begin(String... steps) {
        String text = "name: w\nsteps:\n" + String.join("\n", steps) + "\n";
        engine.workflowManager().createWorkflow(new Definitions().parse(text, "w"));
        var session = engine.createSession("s", OrchestrationMode.PARALLEL);
        return engine.executeWorkflow("w", Map.of(), session.id());
    }

    private void run(String... steps) {
        var unused = begin(steps).await(PATIENCE);
    }

    private void engineWith(String action, Action code) {
        engine.close();
        engine = OrchestrationEngine.builder().action("t", action, code).build();
    }

    @Test
    void anExecutionIsCreatedStartedAndCompleted() {
        hear("workflow.*");
        WorkflowHandle run = begin("  - {name: a, action: core.noop}");
        heard.await("workflow.completed w");
        assertThat(heard.texts()).containsExactly("workflow.created w", "workflow.started w", "workflow.completed w");
        assertThat(heard.events())
                .extracting(event -> ((WorkflowEvent) event).execution())
                .containsOnly(run.id());
        assertThat(heard.events())
                .extracting(event -> ((WorkflowEvent) event).status())
                .containsExactly(WorkflowStatus.PENDING, WorkflowStatus.RUNNING, WorkflowStatus.COMPLETED);
    }

    @Test
    void anExecutionThatFailedSaysWhyAndIsReopenedByARetry() {
        engineWith("once", new FailsOnce());
        hear("workflow.*");
        WorkflowHandle run = begin("  - {name: a, action: t.once}");
        run.await(PATIENCE);
        heard.await("workflow.failed w");
        WorkflowEvent failed = (WorkflowEvent) heard.events().get(2);
        assertThat(failed.failure().message()).contains("step a: the first time");
        var row = engine.workflowManager().executions().require(run.id());
        var session = engine.createSession("again", OrchestrationMode.PARALLEL);
        var unused = engine.workflowManager().retry(row, engine.launch(session)).await(PATIENCE);
        heard.await("workflow.completed w");
        assertThat(heard.texts()).endsWith("workflow.failed w", "workflow.reopened w", "workflow.completed w");
    }

    @Test
    void anExecutionIsPausedContinuedAndCancelled() {
        hear("workflow.*");
        WorkflowHandle run = begin("  - {name: a, action: core.sleep, parameters: {duration: 1h}}");
        var session = engine.createSession("other", OrchestrationMode.PARALLEL);
        engine.workflowManager().pause(run.id(), "lunch", engine.launch(session));
        heard.await("workflow.paused w");
        var row = engine.workflowManager().executions().require(run.id());
        WorkflowHandle goesOn = engine.workflowManager().continueExecution(row, engine.launch(session));
        heard.await("workflow.continued w");
        goesOn.cancel("me", "enough");
        heard.await("workflow.cancelled w");
        assertThat(heard.texts())
                .containsExactly(
                        "workflow.created w",
                        "workflow.started w",
                        "workflow.paused w",
                        "workflow.continued w",
                        "workflow.cancelled w");
    }

    @Test
    void everyMoveOfAStepIsTold() {
        engineWith("once", new FailsOnce());
        hear("task.*");
        run(
                "  - {name: a, action: t.once, max_retries: 1, retry: {initial: 1ms}}",
                "  - {name: b, action: core.noop, dependencies: [a]}",
                "  - {name: c, action: core.noop, dependencies: [a], run_if: '1 > 2'}");
        heard.await("task.skipped c");
        heard.await("task.completed b");
        assertThat(heard.of("a"))
                .containsExactly(
                        "task.ready", "task.started", "task.waiting", "task.ready", "task.started", "task.completed");
        assertThat(heard.of("b")).containsExactly("task.blocked", "task.ready", "task.started", "task.completed");
        assertThat(heard.of("c")).containsExactly("task.blocked", "task.skipped");
        TaskEvent waiting = heard.events().stream()
                .map(TaskEvent.class::cast)
                .filter(event -> event.status() == TaskStatus.WAITING)
                .findFirst()
                .orElseThrow();
        assertThat(waiting.attempt()).isEqualTo(1);
        assertThat(waiting.action()).isEqualTo("t.once");
        assertThat(waiting.failure().message()).contains("the first time");
    }

    @Test
    void aStepThatFailedLeavesItsDependantsBlocked() {
        hear("task.*");
        run(
                "  - {name: a, action: core.fail, parameters: {message: no, kind: user}}",
                "  - {name: b, action: core.noop, dependencies: [a]}");
        heard.await("task.failed a");
        assertThat(heard.of("b")).containsExactly("task.blocked");
        TaskEvent failed = (TaskEvent) heard.events().get(heard.events().size() - 1);
        assertThat(failed.failure().kind()).isEqualTo(ErrorKind.USER);
    }

    @Test
    void whatIsCancelledBeforeItBeganIsTold() {
        hear("task.*");
        WorkflowHandle run = begin(
                "  - {name: a, action: core.sleep, parameters: {duration: 1h}}",
                "  - {name: b, action: core.noop, dependencies: [a]}");
        heard.await("task.waiting a");
        run.cancel("me", "enough");
        heard.await("task.cancelled b");
        assertThat(heard.of("a")).containsExactly("task.ready", "task.waiting", "task.cancelled");
        assertThat(heard.of("b")).containsExactly("task.blocked", "task.cancelled");
    }

    @Test
    void theItemsOfAMapAreTasksToo() {
        hear("task.*");
        run("  - {name: each, action: core.echo, for_each: [x, y], parameters: {message: '{{item}}'}}");
        heard.await("task.completed each");
        assertThat(heard.of("each[0]")).endsWith("task.ready", "task.started", "task.completed");
        assertThat(heard.of("each[1]")).endsWith("task.ready", "task.started", "task.completed");
    }

    @Test
    void aTaskThatIsSubmittedByItselfIsToldByItsId() {
        hear("task.*");
        engine.submitTask(Task.named("second", "core", "noop")
                .id("t2")
                .after(new TaskId("t1"))
                .build());
        engine.submitTask(Task.named("first", "core", "noop").id("t1").build());
        heard.await("task.completed t2");
        assertThat(heard.of("t1")).containsExactly("task.pending", "task.ready", "task.started", "task.completed");
        assertThat(heard.of("t2"))
                .containsExactly("task.pending", "task.blocked", "task.ready", "task.started", "task.completed");
    }

    @Test
    void whatAStepWritesIsTold() {
        hear("context.*");
        run(
                "  - {name: a, action: core.echo, parameters: {message: 3}, sets: {length: '{{output}}'}}",
                "  - {name: b, action: core.echo, parameters: {message: 3}, dependencies: [a], sets: {length: '{{output}}', width: 4}}");
        heard.await(
                event -> event instanceof ContextEvent e
                        && e.session() != null
                        && e.key().equals("width"),
                "both");
        heard.await( // the execution and its session are heard in any order
                event -> event instanceof ContextEvent e
                        && e.execution() != null
                        && e.key().equals("width"),
                "what the execution wrote");
        List<ContextEvent> all =
                heard.events().stream().map(ContextEvent.class::cast).toList();
        assertThat(all.stream().filter(event -> event.execution() != null).map(ContextEvent::key))
                .as("to set what is there is no change")
                .containsExactly("length", "width");
        assertThat(all.stream().filter(event -> event.session() != null).map(ContextEvent::key))
                .as("what it wrote joins the context of the session")
                .containsExactly("length", "width");
        ContextEvent first = all.stream()
                .filter(event -> event.execution() != null)
                .findFirst()
                .orElseThrow();
        assertThat(first.value().raw()).isEqualTo(3L);
        assertThat(first.who()).isEqualTo("a");
    }

    @Test
    void aSessionIsCreatedActivatedAndEnds() {
        hear("session.*");
        var closed = engine.createSession("s", OrchestrationMode.PARALLEL);
        engine.closeSession(closed.id());
        var cancelled = engine.createSession("s", OrchestrationMode.PARALLEL);
        engine.cancelSession(cancelled.id(), "enough");
        heard.await("session.cancelled s");
        assertThat(heard.of("s"))
                .containsExactly(
                        "session.created",
                        "session.activated",
                        "session.completed",
                        "session.created",
                        "session.activated",
                        "session.cancelled");
    }

    @Test
    void aProjectIsCreatedAndChanges() {
        engine.close();
        engine = OrchestrationEngine.builder()
                .directory(new WorkingDirectory(folder, List.of()))
                .build();
        hear("project.*");
        var unused = engine.projectManager().createProject("demo", ProjectType.RESEARCH, "");
        var unusedToo = engine.projectManager().updateProjectStatus("demo", ProjectStatus.PAUSED);
        heard.await("project.changed demo");
        assertThat(heard.texts()).containsExactly("project.created demo", "project.changed demo");
    }

    @Test
    void whatHappensToResourcesIsTold() throws Exception {
        hear("resource.*");
        ResourceId gpu = new ResourceId("gpu");
        var resources = engine.resourceManager();
        resources.registerResource(gpu, ResourceType.COMPUTE, 2, ResourceLimits.none());
        var held = resources.allocate(gpu, "me", 2);
        assertThatThrownBy(() -> resources.allocate(gpu, "you", 1, Duration.ofMillis(1)))
                .isInstanceOf(OrchestrationException.class);
        resources.renew(held.allocationId(), Duration.ofHours(1));
        held.close();
        resources.setStatus(gpu, ResourceStatus.OFFLINE);
        heard.await("resource.status_changed gpu");
        assertThat(heard.of("gpu"))
                .containsExactly(
                        "resource.registered",
                        "resource.allocated",
                        "resource.waiting",
                        "resource.gave_up",
                        "resource.renewed",
                        "resource.released",
                        "resource.status_changed");
        ResourceEvent allocated = heard.events().stream()
                .map(ResourceEvent.class::cast)
                .filter(event -> event.change().equals("allocated"))
                .findFirst()
                .orElseThrow();
        assertThat(allocated.requester()).isEqualTo("me");
        assertThat(allocated.amount()).isEqualTo(2.0);
    }

    @Test
    void whoComesLateHearsTheRestOfWhatIsUnderWay() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        engineWith("gate", ctx -> {
            running.countDown();
            gate.await();
            return null;
        });
        WorkflowHandle run =
                begin("  - {name: a, action: t.gate}", "  - {name: b, action: core.noop, dependencies: [a]}");
        running.await();
        hear("*");
        gate.countDown();
        run.await(PATIENCE);
        heard.await("workflow.completed w");
        assertThat(heard.texts())
                .containsExactly(
                        "task.completed a",
                        "task.ready b",
                        "task.started b",
                        "task.completed b",
                        "workflow.completed w");
    }

    @Test
    void handlersHearWhatTheNextEngineGoesOnWithAndThatTheEngineEnded() {
        Path store = folder.resolve("state.db");
        engine.close();
        engine = OrchestrationEngine.builder().store(store).build();
        hear("workflow.*");
        var unused = begin("  - {name: a, action: core.sleep, parameters: {duration: 1h}}");
        heard.await("workflow.started w");
        engine.close();
        heard.await("workflow.paused w");
        Heard later = new Heard();
        engine = OrchestrationEngine.builder().store(store).build();
        var unusedToo = engine.registerEventHandler(WorkflowEvent.class, later::hear);
        assertThat(store).exists();
        engine.start();
        later.await("workflow.continued w");
        assertThat(later.texts()).containsExactly("workflow.continued w");
    }

    @Test
    void registeringAHandlerOpensNothing() {
        Path store = folder.resolve("state.db");
        try (var other = OrchestrationEngine.builder().store(store).build()) {
            var unused = other.registerEventHandler("*", heard::hear);
        }
        assertThat(store).doesNotExist();
    }

    @Test
    void aHandlerMayUseTheEngineAndCloseIt() {
        AtomicInteger runs = new AtomicInteger();
        CompletableFuture<String> done = new CompletableFuture<>();
        OrchestrationEngine own = engine;
        var unused = own.registerEventHandler("workflow.completed", event -> {
            if (runs.incrementAndGet() == 1) {
                var session = own.createSession("inner", OrchestrationMode.PARALLEL);
                own.executeWorkflow("w", Map.of(), session.id()).await(PATIENCE);
            } else {
                own.close();
                done.complete("closed");
            }
        });
        run("  - {name: a, action: core.noop}");
        assertThat(done.join()).isEqualTo("closed");
        assertThatThrownBy(() -> own.registerEventHandler("*", heard::hear)).hasMessageContaining("closed");
    }

    @Test
    void aHandlerThatBlocksForEverDoesNotHoldUpTheEnd() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        var unused = engine.registerEventHandler("workflow.started", event -> {
            entered.countDown();
            gate.await();
        });
        hear("workflow.completed");
        run("  - {name: a, action: core.noop}");
        entered.await();
        heard.await("workflow.completed w");
        engine.close();
        assertThat(gate.getCount())
                .as("it returned while the handler was blocked")
                .isEqualTo(1);
        gate.countDown();
    }

    @Test
    void everyTypeOfAnExecutionATaskAResourceAndAContextIsShownHereOrHasAName() {
        assertThat(EventFamily.types())
                .doesNotHaveDuplicates()
                .allMatch(type -> type.matches("[a-z]+\\.[a-z_]+"))
                .contains("session.created", "schedule.fired", "project.changed");
        assertThat(List.of(TaskStatus.values()))
                .allSatisfy(status -> assertThat(EventFamily.types())
                        .contains("task." + (status == TaskStatus.RUNNING ? "started" : status.wire())));
    }

    /** Fails the first time, as what is outside sometimes does. */
    private static final class FailsOnce implements Action {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public @Nullable Object run(ActionContext ctx) {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("the first time");
            }
            return null;
        }
    }

    @Test
    void aRegistrationReturnsOnlyOnceItIsJoinedAlsoBesideAnother() throws InterruptedException {
        Lifetime lifetime = new Lifetime();
        CountDownLatch gate = new CountDownLatch(1);
        EventBus bus = new EventBus(Clock.system(), () -> {
            Uninterruptibles.awaitUninterruptibly(gate);
            return Runnable::run;
        });
        EventSources sources = new EventSources(
                new BuiltParts(),
                bus,
                lifetime,
                () -> {
                    throw new AssertionError("nothing is built");
                },
                new RealWorld(lifetime));
        AtomicInteger returned = new AtomicInteger();
        List<Thread> both = IntStream.range(0, 2)
                .mapToObj(i -> new Thread(() -> {
                    var unused = sources.register("*", event -> {});
                    returned.incrementAndGet();
                }))
                .toList();
        both.forEach(Thread::start);
        awaitStuck(both, returned, CountDownLatch.class, EventBus.class);
        synchronized (lifetime) { // which joining needs
            gate.countDown();
            awaitStuck(both, returned, Lifetime.class, EventSources.class);
            assertThat(returned).hasValue(0);
        }
        for (Thread each : both) {
            each.join();
        }
        assertThat(returned).hasValue(2);
    }

    /** Waits until each waits for something of one of these classes, or one has returned. */
    private static void awaitStuck(List<Thread> threads, AtomicInteger returned, Class<?>... classes) {
        List<String> names = Stream.of(classes).map(Class::getName).toList();
        while (returned.get() == 0 && !threads.stream().allMatch(each -> isStuck(each, names))) {
            Thread.onSpinWait();
        }
    }

    private static boolean isStuck(Thread thread, List<String> classes) {
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId());
        String lock = info == null || info.getLockName() == null ? "" : info.getLockName();
        return classes.stream().anyMatch(lock::startsWith);
    }
}
