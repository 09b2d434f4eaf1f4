package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.Task;
import dev.orchestration.workflow.Definitions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MetricsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static void run(OrchestrationEngine engine, String step) {
        engine.workflowManager().createWorkflow(new Definitions().parse("name: w\nsteps: [" + step + "]", "w"));
        var session = engine.createSession("s", OrchestrationMode.PARALLEL);
        var unused = engine.executeWorkflow("w", Map.of(), session.id()).await(PATIENCE);
    }

    private static double count(MeterRegistry registry, String name, String... tags) {
        var counter = registry.find("orchestration." + name).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    /** What is counted off the loop comes a moment later. */
    private static void await(MeterRegistry registry, String name, double wanted, String... tags) {
        while (count(registry, name, tags) < wanted) {
            Thread.onSpinWait();
        }
        assertThat(count(registry, name, tags)).isEqualTo(wanted);
    }

    private static double gauge(MeterRegistry registry, String name, String... tags) {
        return registry.get("orchestration." + name).tags(tags).gauge().value();
    }

    @Test
    void executionsAttemptsAndDurationsAreCountedFromTheFirstCallOn() {
        try (var engine = OrchestrationEngine.builder().build()) {
            run(engine, "{name: a, action: core.noop}");
            MeterRegistry registry = engine.getMetrics();
            run(engine, "{name: a, action: core.noop}");
            run(engine, "{name: a, action: core.fail, parameters: {message: no, kind: user}}");
            await(registry, "executions.ended", 1, "status", "failed");
            await(registry, "executions.ended", 1, "status", "completed");
            await(registry, "executions.started", 2);
            await(registry, "attempts", 1, "outcome", "completed");
            await(registry, "attempts", 1, "outcome", "failed");
            assertThat(registry.get("orchestration.task.duration")
                            .tags("action", "core.noop")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(engine.getMetrics()).isSameAs(registry);
        }
    }

    @Test
    void gaugesSayHowTheEngineIsNow() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        try (var engine = OrchestrationEngine.builder()
                .workers(1)
                .action("t", "gate", ctx -> {
                    running.countDown();
                    gate.await();
                    return null;
                })
                .build()) {
            engine.submitTask(Task.of("a", "t", "gate", Map.of()));
            engine.submitTask(Task.of("b", "core", "noop", Map.of()));
            running.await();
            MeterRegistry registry = engine.getMetrics();
            assertThat(gauge(registry, "workers.busy")).isEqualTo(1);
            assertThat(gauge(registry, "workers.total")).isEqualTo(1);
            assertThat(gauge(registry, "queue.depth", "priority", "normal")).isEqualTo(1);
            assertThat(gauge(registry, "resource.capacity", "resource", "sys-compute"))
                    .isPositive();
            assertThat(gauge(registry, "resource.used", "resource", "sys-compute"))
                    .isZero();
            gate.countDown();
        }
    }

    @Test
    void aHostsOwnRegistryCountsFromTheStartAndKeepsNothingThatAsksAClosedEngine() {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (var engine = OrchestrationEngine.builder().metrics(registry).build()) {
            assertThat(engine.getMetrics()).isSameAs(registry);
            run(engine, "{name: a, action: core.noop}");
            await(registry, "executions.ended", 1, "status", "completed");
        }
        assertThat(registry.find("orchestration.workers.busy").gauge()).isNull();
        assertThat(count(registry, "executions.ended", "status", "completed")).isEqualTo(1);
    }

    @Test
    void nobodyWhoAsksForNoMetricsPaysForThem() {
        try (var engine = OrchestrationEngine.builder().build()) {
            run(engine, "{name: a, action: core.noop}");
            assertThat(engine.getHealthStatus()
                            .components()
                            .get("event_handlers")
                            .details())
                    .containsEntry("handlers", 0L);
        }
    }

    @Test
    void aRegistryGoesOverToTheNextEngineAndTheOldOneTakesNothingFromIt() {
        MeterRegistry registry = new SimpleMeterRegistry();
        var old = OrchestrationEngine.builder().workers(1).metrics(registry).build();
        old.start();
        try (var next =
                OrchestrationEngine.builder().workers(2).metrics(registry).build()) {
            next.start();
            assertThat(gauge(registry, "workers.total")).isEqualTo(2);
            old.close();
            assertThat(gauge(registry, "workers.total")).isEqualTo(2);
            assertThat(gauge(registry, "resource.capacity", "resource", "sys-compute"))
                    .isPositive();
            assertThat(registry.find("orchestration.events.faults").functionCounter())
                    .isNotNull();
        }
        assertThat(registry.find("orchestration.workers.total").gauge()).isNull();
    }
}
