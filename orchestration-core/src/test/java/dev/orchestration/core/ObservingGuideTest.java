package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.core.event.EventFamily;
import dev.orchestration.core.event.EventHandler;
import dev.orchestration.core.event.Registration;
import dev.orchestration.core.event.WorkflowEvent;
import dev.orchestration.core.status.ComponentHealth;
import dev.orchestration.core.status.HealthJson;
import dev.orchestration.core.status.HealthStatus;
import dev.orchestration.core.status.StatusJson;
import dev.orchestration.core.status.SystemStatus;
import dev.orchestration.state.Json;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.workflow.Definitions;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What docs/observing.md shows stands in this file and is run. */
@Timeout(120)
class ObservingGuideTest {
    private static final Path ROOT = Path.of(System.getProperty("orchestration.root"));

    private final Duration patience = Duration.ofSeconds(60);
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final OrchestrationEngine engine = OrchestrationEngine.builder().build();
    private final OrchestrationSession session = engine.createSession("s", OrchestrationMode.PARALLEL);

    @AfterEach
    void close() {
        engine.close();
    }

    private void log(String line) {
        lines.add(line);
    }

    private void report(String step) {
        engine.workflowManager()
                .createWorkflow(new Definitions().parse("name: report\nsteps: [" + step + "]", "report"));
    }

    private static String guide() throws IOException {
        return Files.readString(ROOT.resolve("docs/observing.md"));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s", "");
    }

    @Test
    @SuppressWarnings("try") // they hear until the block ends; nobody has to name them
    void aFailureIsHeardOf() throws Exception {
        report("{name: a, action: core.fail, parameters: {message: no}}");
        try (Registration failures = engine.registerEventHandler(WorkflowEvent.class, event -> {
                    if (event.status() == WorkflowStatus.FAILED) {
                        log(event.workflow() + " failed: " + event.failure().message());
                    }
                });
                Registration all = engine.registerEventHandler("task.*", event -> log(event.type()))) {
            engine.executeWorkflow("report", Map.of(), session.id()).await(patience);
            String heard = lines.take();
            while (!heard.equals("report failed: step a: no")) {
                heard = lines.take();
            }
        }
    }

    @Test
    void everyComponentSaysHowItIs() {
        engine.start();
        HealthStatus health = engine.getHealthStatus();
        for (Map.Entry<String, ComponentHealth> each : health.components().entrySet()) {
            log(each.getKey() + " is " + each.getValue().status().wire() + " "
                    + each.getValue().issues());
        }
        String json = Json.write(HealthJson.of(health));
        assertThat(lines).contains("store is healthy []", "scheduler is healthy []");
        assertThat(json).contains("\"status\":\"healthy\"");
    }

    @Test
    void theStatusIsALine() {
        engine.start();
        SystemStatus status = engine.getSystemStatus();
        log(status.workers().busy() + " of " + status.workers().total() + " workers busy");
        String line = Json.write(StatusJson.of(status));
        assertThat(lines).containsExactly("0 of " + EngineSettings.defaultWorkers() + " workers busy");
        assertThat(line).contains("\"heap_used_bytes\":");
    }

    @Test
    void theMetersAreThoseOfTheTable() throws Exception {
        report("{name: a, action: core.noop}");
        MeterRegistry registry = engine.getMetrics();
        engine.executeWorkflow("report", Map.of(), session.id()).await(patience);
        double busy = registry.get("orchestration.workers.busy").gauge().value();
        assertThat(busy).isZero();
        while (registry.find("orchestration.executions.ended").counter() == null) {
            Thread.onSpinWait();
        }
        String table = guide();
        for (Meter meter : registry.getMeters()) {
            assertThat(table).contains("`" + meter.getId().getName() + "`");
            meter.getId().getTags().forEach(tag -> assertThat(table).contains("`" + tag.getKey() + "`"));
        }
    }

    @Test
    void theTablesNameEveryTypeComponentAndNumber() throws IOException {
        String guide = guide();
        assertThat(EventFamily.types()).allSatisfy(type -> assertThat(guide).contains("`" + type + "`"));
        assertThat(engine.getHealthStatus().components().keySet())
                .allSatisfy(name -> assertThat(guide).contains("`" + name + "`"));
        assertThat(guide).contains("%,d events".formatted(EventHandler.MOST_WAITING));
        assertThat(Asked.PATIENCE).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void everySnippetOfTheGuideStandsInThisTest() throws IOException {
        String here = "orchestration-core/src/test/java/" + getClass().getName().replace('.', '/') + ".java";
        String test = squeezed(Files.readString(ROOT.resolve(here)));
        List<String> snippets = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(guide())
                .results()
                .map(match -> squeezed(match.group(1)))
                .toList();
        assertThat(snippets).hasSize(4).allSatisfy(snippet -> assertThat(test).contains(snippet));
    }
}
