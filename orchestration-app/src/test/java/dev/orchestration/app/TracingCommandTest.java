package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.app.Terminal.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracingCommandTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "00-" + TRACE + "-b7ad6b7169203331-01";

    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void aWorkflowThatTellsItsSpan() {
        here = Terminal.in(directory);
        here.write("told.yaml", """
                name: told
                steps:
                  - {name: say, module: shell, action: run, parameters: {command: 'printf "%s %s" "$TRACEPARENT" "$TRACESTATE"'}}
                """);
    }

    private Terminal with(Map<String, String> environment) {
        return new Terminal(directory, environment);
    }

    private static String said(Answer answer) {
        Map<?, ?> steps = (Map<?, ?>) answer.object().get("steps");
        return (String) ((Map<?, ?>) ((Map<?, ?>) steps.get("say")).get("output")).get("stdout");
    }

    @Test
    void theOptionSaysBelowWhichSpanTheExecutionIsOne() {
        Answer answer = here.type("run", "told.yaml", "--json", "--traceparent", CALLER);

        assertThat(answer.object()).containsEntry("trace_id", TRACE);
        assertThat(said(answer)).startsWith("00-" + TRACE + "-").isNotEqualTo(CALLER);
        assertThat(here.type("show", answer.id(), "--json").object()).containsEntry("trace_id", TRACE);
    }

    @Test
    void theEnvironmentSaysItWithItsState() {
        Answer answer =
                with(Map.of("TRACEPARENT", CALLER, "TRACESTATE", "vendor=1")).type("run", "told.yaml", "--json");

        assertThat(said(answer)).startsWith("00-" + TRACE + "-").endsWith("-01 vendor=1");
    }

    @Test
    void withoutEitherAnExecutionBeginsATraceOfItsOwn() {
        Answer one = here.type("run", "told.yaml", "--json");
        Answer two = here.type("run", "told.yaml", "--json");

        assertThat(one.object().get("trace_id")).isNotEqualTo(two.object().get("trace_id"));
        assertThat(said(one)).startsWith("00-" + one.object().get("trace_id") + "-");
    }

    @Test
    void aWrongOptionIsRefusedAndAWrongVariableWarnedOf() {
        Answer refused = here.type("run", "told.yaml", "--traceparent", "00-1-2-3");
        Answer warned = with(Map.of("TRACEPARENT", "00-1-2-3")).type("run", "told.yaml", "--json");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--traceparent: '00-1-2-3' is no traceparent");
        assertThat(warned.code()).isZero();
        assertThat(warned.err()).contains("warning: TRACEPARENT is left out: '00-1-2-3' is no traceparent");
    }

    @Test
    void aCollectorGetsTheSpansThatProcessesWereGiven() throws IOException {
        try (Collector collector = new Collector(200)) {
            Terminal there =
                    with(Map.of("OTEL_EXPORTER_OTLP_HEADERS", "api-key=a%20b+%3D", "OTEL_SERVICE_NAME", "nightly"));
            Answer answer =
                    there.type("run", "told.yaml", "--json", "--traceparent", CALLER, "--otlp", collector.url());

            assertThat(answer.code()).isZero();
            Map<?, ?> say = collector.span("say");
            Map<?, ?> told = collector.span("told");
            assertThat(said(answer)).isEqualTo("00-" + TRACE + "-" + say.get("spanId") + "-01 ");
            assertThat(say.get("parentSpanId")).isEqualTo(told.get("spanId"));
            assertThat(told.get("parentSpanId")).isEqualTo("b7ad6b7169203331");
            assertThat(told.get("traceId")).isEqualTo(TRACE);
            assertThat((String) told.get("endTimeUnixNano")).matches("[0-9]{19}");
            assertThat(collector.received()).allSatisfy(each -> {
                assertThat(each.path()).isEqualTo("/v1/traces");
                assertThat(each.type()).isEqualTo("application/json");
                assertThat(each.key()).isEqualTo("a b+=");
                assertThat(each.body().toString()).contains("nightly");
            });
        }
    }

    @Test
    void theEnvironmentNamesTheCollectorUnlessItMeansOthers() throws IOException {
        try (Collector collector = new Collector(200)) {
            String variable = "OTEL_EXPORTER_OTLP_ENDPOINT";
            with(Map.of(variable, collector.url(), "OTEL_TRACES_EXPORTER", "none"))
                    .type("run", "told.yaml");
            with(Map.of(variable, collector.url(), "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"))
                    .type("run", "told.yaml");
            assertThat(collector.received()).isEmpty();

            with(Map.of(variable, collector.url() + "/")).type("run", "told.yaml");
            assertThat(collector.span("told")).isNotNull();
        }
    }

    @Test
    void aCollectorThatRefusesOrIsNotThereDisturbsNothing() throws IOException {
        String gone;
        try (Collector collector = new Collector(500)) {
            gone = collector.url();
            assertThat(here.type("run", "told.yaml", "--otlp", gone).code()).isZero();
            assertThat(collector.received()).isNotEmpty();
        }
        assertThat(here.type("run", "told.yaml", "--otlp", gone).code()).isZero();
        assertThat(here.type("run", "told.yaml", "--otlp", "nowhere").code()).isEqualTo(2);
        assertThat(with(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "nowhere"))
                        .type("run", "told.yaml")
                        .code())
                .isZero();
    }
}
