package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.orchestration.actions.NetworkActions;
import dev.orchestration.actions.NetworkSettings;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Java of docs/actions.md stands in this file and is run; and what an engine does with a call that does not end. */
@Timeout(120)
class NetworkGuideTest {
    private static final Path ROOT = Path.of(System.getProperty("orchestration.root"));

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch testIsOver = new CountDownLatch(1);
    private HttpServer server;
    private int port;

    @BeforeEach
    void aServer() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
        port = server.getAddress().getPort();
        server.createContext("/status", exchange -> {
            try (exchange) {
                byte[] body = "fine".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.createContext("/hangs", exchange -> {
            reached.countDown();
            try {
                testIsOver.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    @AfterEach
    void close() {
        testIsOver.countDown();
        server.stop(0);
    }

    @Test
    void theExampleOfTheGuideCallsAServer() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            guide();
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("status=200")
                .contains("body=fine");
    }

    private void guide() {
        NetworkSettings settings = NetworkSettings.usual().withHttpAllow(Set.of("localhost:" + port));
        try (var engine = OrchestrationEngine.builder()
                .actions(new NetworkActions(settings))
                .build()) {
            Task ask = Task.of("ask", "http", "request", Map.of("url", "http://localhost:" + port + "/status"));
            TaskResult answer = engine.executeTask(ask, Duration.ofMinutes(1));
            System.out.println(answer.result());
        }
    }

    @Test
    void theGuideShowsWhatIsRun() throws Exception {
        String shown = Files.readString(ROOT.resolve("docs/actions.md"));
        String here = Files.readString(
                ROOT.resolve("orchestration-core/src/test/java/dev/orchestration/core/NetworkGuideTest.java"));
        var snippets = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(shown)
                .results()
                .map(found -> squeezed(found.group(1)))
                .toList();
        assertThat(snippets).isNotEmpty();
        assertThat(snippets).allSatisfy(snippet -> assertThat(squeezed(here)).contains(snippet));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }

    @Test
    void aCallThatHangsEndsWithItsTask() throws Exception {
        NetworkSettings settings = NetworkSettings.usual().withHttpAllow(Set.of("localhost:" + port));
        try (var engine = OrchestrationEngine.builder()
                .actions(new NetworkActions(settings))
                .build()) {
            var id = engine.submitTask(Task.named("ask", "http", "request")
                    .parameters(Map.of("url", "http://localhost:" + port + "/hangs"))
                    .retry(RetryPolicy.none())
                    .build());
            reached.await();
            engine.taskOrchestrator().cancelTask(id);
            TaskResult ended = engine.taskOrchestrator().awaitTask(id, Duration.ofSeconds(60));
            assertThat(ended.status()).isEqualTo(TaskStatus.CANCELLED);
        }
    }

    @Test
    void withoutSettingsOfTheHostAServerOfThisMachineIsNotCalled() throws Exception {
        try (var engine = OrchestrationEngine.builder().build()) {
            Task ask = Task.of("ask", "http", "request", Map.of("url", "http://localhost:" + port + "/status"));
            TaskResult answer = engine.executeTask(ask, Duration.ofMinutes(1));
            assertThat(answer.error().type()).isEqualTo("AddressRefused");
            assertThat(answer.attempts()).isEqualTo(1);
        }
    }
}
