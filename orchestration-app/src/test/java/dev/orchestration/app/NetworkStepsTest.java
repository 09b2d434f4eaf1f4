package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that call the outside, as the command runs them; and that they cost nothing where there are none. */
@Tag("child-jvm")
class NetworkStepsTest {
    private static final String KEY = "sk-Secret.Of-The-Operator";

    /** Names of classes as the JVM logs them. */
    private static final List<String> HEAVY = List.of("io.github.resilience4j.", "java.net.http.", "dev.langchain4j.");

    @TempDir
    Path folder;

    private String classesLoadedBy(String... words) throws Exception {
        Path classes = folder.resolve("classes.log");
        Terminal here = new Terminal(folder, Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load=info:file=" + classes));
        try (ChildProgram program = ChildProgram.start(here, words)) {
            assertThat(program.awaitExit()).as(program.err()).isZero();
        }
        String loaded = Files.readString(classes);
        assertThat(loaded).contains("dev.orchestration.app.Main");
        return loaded;
    }

    @Test
    void versionLoadsNoneOfThem() throws Exception {
        String loaded = classesLoadedBy("version");
        assertThat(HEAVY).noneMatch(loaded::contains);
        assertThat(loaded).doesNotContain("dev.orchestration.actions.");
    }

    @Test
    void aRunWithoutSuchAStepLoadsNoneOfThem() throws Exception {
        Files.writeString(folder.resolve("workflow.yaml"), """
                name: quiet
                steps: [{name: one, action: core.noop}]
                """);
        String loaded = classesLoadedBy("run", "--store", "memory");
        assertThat(HEAVY).noneMatch(loaded::contains);
        assertThat(loaded).contains("dev.orchestration.actions.NetworkActions").doesNotContain("actions.wire.");
    }

    @Test
    void aRunCallsWhatTheEnvironmentAllowsAndItsStoreHasNoKey() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
        String place = "localhost:" + server.getAddress().getPort();
        server.createContext("/", exchange -> {
            try (exchange) {
                boolean model = exchange.getRequestURI().getPath().startsWith("/v1/");
                String text = model ? "{\"error\": {\"message\": \"wrong key " + KEY + "\"}}" : "{}";
                byte[] body = text.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(model ? 401 : 200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        Files.writeString(folder.resolve("workflow.yaml"), """
                name: loud
                steps:
                  - {name: page, action: http.request, parameters: {url: "http://%s/x"}, sets: {said: "{{output.status}}"}}
                  - {name: judge, action: llm.chat, parameters: {prompt: "What is {{page.output.status}}?"}, required: false}
                """.formatted(place));
        Map<String, String> settings = Map.of(
                "ORCHESTRATION_HTTP_ALLOW",
                place,
                "ORCHESTRATION_LLM_BASE_URL",
                "http://" + place + "/v1",
                "ORCHESTRATION_LLM_MODEL",
                "small",
                "ORCHESTRATION_LLM_API_KEY",
                KEY);
        try (ChildProgram program = ChildProgram.start(new Terminal(folder, settings), "run")) {
            assertThat(program.awaitExit()).as(program.err()).isZero();
            assertThat(program.err()).contains("wrong key ***").doesNotContain(KEY);
        } finally {
            server.stop(0);
        }
        Terminal.Answer shown = Terminal.in(folder).type("list", "--json");
        String id = String.valueOf(shown.list().get(0).get("execution_id"));
        assertThat(Terminal.in(folder).type("show", id, "--json").out())
                .contains("wrong key ***")
                .doesNotContain(KEY);
        assertThat(Terminal.in(folder).type("logs", id).out())
                .contains("GET http://" + place + "/x")
                .doesNotContain(KEY);
    }
}
