package dev.orchestration.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.core.EngineBuilder;
import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.core.OrchestrationSession;
import dev.orchestration.state.TraceContext;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowHandle;
import dev.orchestration.workflow.WorkflowManager;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracesTest {
    private static final TraceContext CALLER =
            TraceContext.parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "vendor=x");

    @TempDir
    Path directory;

    private final Heard heard = new Heard();
    private final Map<String, String> told = new ConcurrentHashMap<>();
    private Path store;

    @BeforeEach
    void aFolder() {
        store = directory.resolve("state.db");
    }

    private EngineBuilder builder() {
        return OrchestrationEngine.builder()
                .store(store)
                .directory(new WorkingDirectory(directory, List.of()))
                .action("host", "tell", ctx -> {
                    told.put(ctx.step(), ctx.traceparent());
                    return null;
                });
    }

    private OrchestrationEngine engine() {
        return builder().traces(heard).build();
    }

    private static String step(String name, String module, String action, String more) {
        return "  - {name: " + name + ", module: " + module + ", action: " + action + more + "}\n";
    }

    private Launch launch(OrchestrationEngine engine) {
        OrchestrationSession session = engine.createSession("test", OrchestrationMode.PARALLEL);
        return new Launch(
                new SessionLimits(session.id(), 4, 4),
                OrchestrationMode.PARALLEL,
                null,
                new WorkingDirectory(directory, List.of()),
                Map.of(),
                handle -> {});
    }

    private WorkflowHandle start(OrchestrationEngine engine, String steps, @Nullable TraceContext trace) {
        var definition = new Definitions().parse("name: w\nsteps:\n" + steps, "w.yaml");
        Launch launch = launch(engine).withFolder(directory).withTrace(trace);
        return engine.workflowManager().executeWorkflow(definition, Map.of(), launch);
    }

    private WorkflowExecution run(OrchestrationEngine engine, String steps, @Nullable TraceContext trace) {
        return start(engine, steps, trace).await(Duration.ofMinutes(1));
    }

    @Test
    void anExecutionBeginsATraceAndEachAttemptIsASpanOfIt() {
        try (OrchestrationEngine engine = engine()) {
            run(engine, step("a", "host", "tell", "") + step("b", "host", "tell", ", for_each: [1, 2]"), null);
        }

        assertThat(heard.counts()).isEqualTo(Map.of("w", 1L, "a", 1L, "b[0]", 1L, "b[1]", 1L));
        Span execution = heard.of("w");
        assertThat(execution.parent()).isNull();
        assertThat(heard.of("a").parent()).isEqualTo(execution.context().spanId());
        for (String name : List.of("a", "b[0]", "b[1]")) {
            assertThat(told.get(name)).isEqualTo(heard.of(name).context().traceparent());
        }
        assertThat(heard.isClosed()).isTrue();
    }

    @Test
    void itContinuesTheTraceOfWhoAsksForIt() {
        WorkflowExecution execution;
        try (OrchestrationEngine engine = engine()) {
            execution = run(engine, step("a", "host", "tell", ""), CALLER);
        }

        assertThat(execution.trace().traceId()).isEqualTo(CALLER.traceId());
        assertThat(heard.of("w").parent()).isEqualTo(CALLER.spanId());
        assertThat(told.get("a")).startsWith("00-" + CALLER.traceId() + "-").endsWith("-01");
        assertThat(heard.of("a").context().state()).isEqualTo("vendor=x");
    }

    @Test
    void whatTheCallerDoesNotWantRecordedIsNot() {
        TraceContext unsampled = TraceContext.parse(CALLER.traceparent().replaceFirst("01$", "00"), null);
        try (OrchestrationEngine engine = engine()) {
            run(engine, step("a", "host", "tell", ""), unsampled);
        }

        assertThat(heard.all()).isEmpty();
        assertThat(told.get("a")).startsWith("00-" + CALLER.traceId() + "-").endsWith("-00");
    }

    @Test
    void aWorkflowThatAStepRunsIsBelowTheAttemptOfTheStep() throws IOException {
        Files.writeString(directory.resolve("inner.yaml"), "name: inner\nsteps:\n" + step("i", "host", "tell", ""));

        try (OrchestrationEngine engine = engine()) {
            run(engine, step("out", "workflow", "run", ", parameters: {workflow: inner.yaml}"), CALLER);
        }

        Span outer = heard.of("out");
        assertThat(heard.of("inner").parent()).isEqualTo(outer.context().spanId());
        assertThat(heard.of("i").parent()).isEqualTo(heard.of("inner").context().spanId());
        assertThat(heard.all()).allMatch(span -> span.context().traceId().equals(CALLER.traceId()));
        assertThat(heard.counts()).isEqualTo(Map.of("w", 1L, "out", 1L, "inner", 1L, "i", 1L));
    }

    @Test
    void anotherProcessGoesOnInTheSameTrace() {
        String id;
        try (OrchestrationEngine engine = builder().build()) {
            WorkflowHandle handle = start(
                    engine,
                    step("a", "signal", "wait", ", parameters: {name: go}")
                            + step("b", "host", "tell", ", dependencies: [a]"),
                    CALLER);
            id = handle.id().value();
        }
        try (OrchestrationEngine engine =
                builder().traces(heard).leaveRecordedTasks().build()) {
            WorkflowManager manager = engine.workflowManager();
            WorkflowHandle handle = manager.resume(manager.executions().resolve(id), launch(engine));
            var unused = manager.signal(handle.id(), "go", null, launch(engine));
            assertThat(handle.await(Duration.ofMinutes(1)).trace().traceId()).isEqualTo(CALLER.traceId());
        }

        assertThat(heard.of("w").parent()).isEqualTo(CALLER.spanId());
        assertThat(heard.of("b").parent()).isEqualTo(heard.of("w").context().spanId());
        assertThat(heard.of("a waits").attributes()).containsEntry("orchestration.wait", "signal");
        assertThat(told.get("b")).isEqualTo(heard.of("b").context().traceparent());
    }

    @Test
    void whatFailedIsToldAsFailed() {
        try (OrchestrationEngine engine = engine()) {
            run(engine, step("a", "core", "fail", ", parameters: {message: too bad}"), null);
        }

        assertThat(heard.of("a").failure()).contains("too bad");
        assertThat(heard.of("w").failure()).isNotNull();
    }

    @Test
    void aPlainTaskHasATraceOfItsOwn() {
        try (OrchestrationEngine engine = engine()) {
            var unused = engine.executeTask(Task.of("one", "host", "tell", Map.of()), Duration.ofMinutes(1));
            unused = engine.executeTask(Task.of("two", "host", "tell", Map.of()), Duration.ofMinutes(1));
        }

        assertThat(heard.of("one").parent()).isNull();
        assertThat(heard.of("one").context().traceId())
                .isNotEqualTo(heard.of("two").context().traceId());
        assertThat(told).containsValue(heard.of("one").context().traceparent());
    }

    @Test
    void anExporterOfOpenTelemetryGetsTheSpansThatWereHandedOn() {
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        try (OrchestrationEngine engine = builder()
                .traces(OpenTelemetrySpans.to(exporter, Resource.getDefault()))
                .build()) {
            run(engine, step("a", "host", "tell", "") + step("b", "core", "fail", ""), CALLER);
        }

        SpanData a = span(exporter, "a");
        SpanData w = span(exporter, "w");
        assertThat(told.get("a")).isEqualTo("00-" + a.getTraceId() + "-" + a.getSpanId() + "-01");
        assertThat(a.getParentSpanId()).isEqualTo(w.getSpanId());
        assertThat(w.getParentSpanId()).isEqualTo(CALLER.spanId());
        assertThat(w.getSpanContext().getTraceState().get("vendor")).isEqualTo("x");
        assertThat(a.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span(exporter, "b").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(a.getEndEpochNanos()).isGreaterThanOrEqualTo(a.getStartEpochNanos());
        assertThat(a.hasEnded()).isTrue();
    }

    private static SpanData span(InMemorySpanExporter exporter, String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSinkThatThrowsHarmsNobody() {
        try (OrchestrationEngine engine = builder()
                .traces(spans -> {
                    throw new IllegalStateException("no room");
                })
                .build()) {
            assertThat(run(engine, step("a", "host", "tell", ""), null).error()).isNull();
        }
    }
}
