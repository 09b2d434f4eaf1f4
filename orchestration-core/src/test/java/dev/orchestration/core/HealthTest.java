package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.core.status.ComponentHealth;
import dev.orchestration.core.status.Health;
import dev.orchestration.core.status.HealthJson;
import dev.orchestration.core.status.HealthStatus;
import dev.orchestration.resources.ResourceLimits;
import dev.orchestration.resources.ResourceStatus;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Json;
import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.live.LiveWorld;
import dev.orchestration.workflow.Definitions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A component is asked, it is not assumed. */
@Timeout(120)
class HealthTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Path store() {
        return folder.resolve("state.db");
    }

    private static ComponentHealth of(OrchestrationEngine engine, String component) {
        return engine.getHealthStatus().components().get(component);
    }

    @Test
    void toAskAnEngineThatWasNotUsedBuildsNothing() {
        try (var engine = OrchestrationEngine.builder().store(store()).build()) {
            HealthStatus health = engine.getHealthStatus();
            assertThat(health.overall()).isEqualTo(Health.HEALTHY);
            assertThat(health.components().keySet())
                    .containsExactly(
                            "store",
                            "scheduler",
                            "workers",
                            "resources",
                            "sessions",
                            "event_handlers",
                            "commands",
                            "projects",
                            "schedules");
            assertThat(health.components().get("store").status()).isEqualTo(Health.IDLE);
            assertThat(health.components().get("scheduler").status()).isEqualTo(Health.IDLE);
            assertThat(store()).doesNotExist();
        }
    }

    @Test
    void anEngineThatWorksIsHealthyInEveryPart() {
        try (var engine = OrchestrationEngine.builder().store(store()).build()) {
            engine.start();
            HealthStatus health = engine.getHealthStatus();
            assertThat(health.overall()).isEqualTo(Health.HEALTHY);
            assertThat(health.components()).allSatisfy((name, component) -> {
                assertThat(component.status()).as(name).isEqualTo(Health.HEALTHY);
                assertThat(component.issues()).as(name).isEmpty();
            });
            assertThat(health.components().get("store").details()).containsEntry("name", store().toString());
        }
    }

    @Test
    void errorsAreCountedByKind() {
        try (var engine = OrchestrationEngine.builder().build()) {
            engine.executeTask(
                    Task.named("a", "core", "fail")
                            .parameters(Map.of("message", "no", "kind", "external"))
                            .retry(RetryPolicy.none())
                            .build(),
                    PATIENCE);
            assertThat(engine.getHealthStatus().errors())
                    .containsEntry(ErrorKind.EXTERNAL, 1L)
                    .containsEntry(ErrorKind.USER, 0L);
        }
    }

    @Test
    void aResourceThatIsOfflineDegradesTheEngine() {
        try (var engine = OrchestrationEngine.builder().build()) {
            ResourceId gpu = new ResourceId("gpu");
            engine.resourceManager().registerResource(gpu, ResourceType.COMPUTE, 1, ResourceLimits.none());
            engine.resourceManager().setStatus(gpu, ResourceStatus.OFFLINE);
            assertThat(engine.getHealthStatus().overall()).isEqualTo(Health.DEGRADED);
            assertThat(of(engine, "resources").issues()).containsExactly("gpu is offline");
        }
    }

    @Test
    void aHandlerThatThrowsDegradesTheEngineUntilItIsClosed() {
        try (var engine = OrchestrationEngine.builder().build()) {
            CountDownLatch thrown = new CountDownLatch(2);
            var faulty = engine.registerEventHandler("workflow.*", event -> {
                thrown.countDown();
                throw new IllegalStateException("always");
            });
            engine.workflowManager()
                    .createWorkflow(new Definitions().parse("name: w\nsteps: [{name: a, action: core.noop}]", "w"));
            var session = engine.createSession("s", OrchestrationMode.PARALLEL);
            engine.executeWorkflow("w", Map.of(), session.id()).await(PATIENCE);
            thrown.countDown();
            while (of(engine, "event_handlers").status() == Health.HEALTHY) {
                Thread.onSpinWait();
            }
            assertThat(engine.getHealthStatus().overall()).isEqualTo(Health.DEGRADED);
            assertThat(of(engine, "event_handlers").issues().get(0)).startsWith("the handler of workflow.* has thrown");
            faulty.close();
            assertThat(engine.getHealthStatus().overall()).isEqualTo(Health.HEALTHY);
        }
    }

    @Test
    void anAttemptThatIgnoresItsEndDegradesTheEngineUntilItHasEnded() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        try (var engine = OrchestrationEngine.builder()
                .action("t", "stubborn", ctx -> {
                    running.countDown();
                    for (boolean open = false; !open; ) {
                        try {
                            open = gate.await(1, TimeUnit.HOURS);
                        } catch (InterruptedException e) {
                            open = false; // it is stubborn
                        }
                    }
                    return null;
                })
                .build()) {
            TaskId id = engine.submitTask(Task.named("a", "t", "stubborn")
                    .timeout(Duration.ofMillis(10))
                    .retry(RetryPolicy.none())
                    .build());
            running.await();
            engine.taskOrchestrator().awaitTask(id, PATIENCE);
            assertThat(of(engine, "workers").status()).isEqualTo(Health.DEGRADED);
            assertThat(of(engine, "workers").issues().get(0)).startsWith("1 attempts ignored the request to end");
            gate.countDown();
            while (of(engine, "workers").status() != Health.HEALTHY) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void anEngineThatIsClosedIsUnhealthy() {
        var engine = OrchestrationEngine.builder().store(store()).build();
        engine.start();
        engine.close();
        HealthStatus health = engine.getHealthStatus();
        assertThat(health.overall()).isEqualTo(Health.UNHEALTHY);
        assertThat(health.components().get("scheduler").issues().get(0)).contains("closed");
    }

    @Test
    void whoDoesNotAnswerIsUnhealthyAndNotAskedTwiceAtOnce() {
        CountDownLatch gate = new CountDownLatch(1);
        Asked asked = new Asked(Clock.system(), LiveWorld.errands(Clock.system()));
        ComponentHealth silent = asked.how(() -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return ComponentHealth.healthy();
        });
        assertThat(silent.status()).isEqualTo(Health.UNHEALTHY);
        assertThat(silent.issues().get(0)).startsWith("it has not answered for ");
        gate.countDown();
        assertThat(asked.how(() -> ComponentHealth.healthy().with("second", true))
                        .status())
                .isEqualTo(Health.HEALTHY);
        assertThat(asked.how(() -> {
                            throw new IllegalStateException("no");
                        })
                        .issues())
                .containsExactly("no");
    }

    @Test
    void itsJsonSaysTheSame() {
        try (var engine = OrchestrationEngine.builder().build()) {
            Map<String, Object> json = HealthJson.of(engine.getHealthStatus());
            assertThat(json.keySet()).containsExactly("status", "uptime_ms", "errors", "components");
            assertThat(json).containsEntry("status", "healthy");
            assertThat(Json.write(json)).contains("\"scheduler\":{\"status\":\"idle\",\"details\":{},\"issues\":[]}");
        }
    }

    @Test
    void toAskAStandbyLeavesAStoreToItsOwner() {
        try (var owner = OrchestrationEngine.builder().store(store()).build();
                var standby = OrchestrationEngine.builder().store(store()).build()) {
            owner.createSession("s", OrchestrationMode.PARALLEL);
            assertThat(standby.getHealthStatus().overall()).isEqualTo(Health.HEALTHY);
            assertThat(of(standby, "store").status()).isEqualTo(Health.IDLE);
        }
        try (var later = OrchestrationEngine.builder().store(store()).build();
                var next = OrchestrationEngine.builder().store(store()).build()) {
            assertThat(later.getHealthStatus().overall()).isEqualTo(Health.HEALTHY);
            next.start(); // nobody owns it by having asked
            assertThat(of(next, "store").status()).isEqualTo(Health.HEALTHY);
        }
    }
}
