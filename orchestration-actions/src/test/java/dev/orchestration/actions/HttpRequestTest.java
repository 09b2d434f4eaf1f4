package dev.orchestration.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.tasks.action.TestActionContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRequestTest {
    @TempDir
    Path folder;

    private final LocalServer server = new LocalServer();
    private final CountDownLatch testIsOver = new CountDownLatch(1);
    private Calls calls;

    @BeforeEach
    void theServerIsAllowed() {
        calls = Calls.allowing(folder, server.place());
    }

    @AfterEach
    void close() {
        testIsOver.countDown();
        server.close();
    }

    private void hangAt(String path, CountDownLatch reached) {
        server.on(path, exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            reached.countDown();
            try {
                testIsOver.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    void jsonIsParsed() throws Exception {
        server.answers("/", 200, "application/problem+json; charset=utf-8", "{\"name\": \"Zoë\", \"count\": 3}");
        Map<?, ?> output = calls.http(Map.of("url", server.url("/")));
        assertThat(output.get("status")).isEqualTo(200L);
        assertThat(output.get("body")).isEqualTo(Map.of("name", "Zoë", "count", 3L));
        assertThat(((Map<?, ?>) output.get("headers")).get("content-type"))
                .isEqualTo("application/problem+json; charset=utf-8");
    }

    @Test
    void whoIsCalledIsToldOfWhichAttemptThatIsPart() throws Exception {
        server.answers("/", 200, "text/plain", "");
        TestActionContext attempt = calls.attempt(Map.of("url", server.url("/")));

        calls.run("http.request", attempt);

        assertThat(server.last().header("traceparent")).isEqualTo(attempt.traceparent());
    }

    @Test
    void aStepThatSaysItselfToWhichTraceItsCallBelongsIsBelieved() throws Exception {
        server.answers("/", 200, "text/plain", "");

        calls.http(Map.of("url", server.url("/"), "headers", Map.of("Traceparent", "mine")));

        assertThat(server.last().header("traceparent")).isEqualTo("mine");
    }

    @Test
    void otherContentIsTextInItsOwnCharset() throws Exception {
        server.on(
                "/",
                exchange -> LocalServer.send(
                        exchange, 200, "text/plain; charset=ISO-8859-1", "Zoë".getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(calls.http(Map.of("url", server.url("/"))).get("body")).isEqualTo("Zoë");
    }

    @Test
    void whatIsNoTextIsGivenInBase64() throws Exception {
        byte[] picture = {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff};
        server.on("/", exchange -> LocalServer.send(exchange, 200, "image/png", picture));
        Map<?, ?> output = calls.http(Map.of("url", server.url("/")));
        assertThat(output.get("body")).isNull();
        assertThat(output.get("body_base64")).isEqualTo(Base64.getEncoder().encodeToString(picture));
    }

    @Test
    void anAnswerWithoutABodyHasNone() throws Exception {
        server.answers("/", 204, "application/json", "");
        Map<?, ?> output = calls.http(Map.of("url", server.url("/"), "method", "delete"));
        assertThat(output.get("body")).isNull();
        assertThat(output.containsKey("body_base64")).isFalse();
        assertThat(server.last().method()).isEqualTo("DELETE");
    }

    @Test
    void everyPartOfTheRequestIsSent() throws Exception {
        server.answers("/", 201, "text/plain", "made");
        calls.http(Map.of(
                "url", server.url("/things?a=1"),
                "method", "POST",
                "query", Map.of("who & what", "Zoë/+"),
                "headers", Map.of("Authorization", "Bearer t0ken", "X-Count", 3),
                "json", Map.of("name", "Zoë")));
        LocalServer.Seen seen = server.last();
        assertThat(seen.uri()).isEqualTo("/things?a=1&who%20%26%20what=Zo%C3%AB%2F%2B");
        assertThat(seen.header("Authorization")).isEqualTo("Bearer t0ken");
        assertThat(seen.header("X-Count")).isEqualTo("3");
        assertThat(seen.header("Content-Type")).isEqualTo("application/json");
        assertThat(seen.header("Host")).isEqualTo(server.place());
        assertThat(seen.body()).isEqualTo("{\"name\":\"Zoë\"}");
    }

    @Test
    void aTextIsSentAsItIs() throws Exception {
        server.answers("/", 200, "text/plain", "");
        calls.http(Map.of(
                "url", server.url("/"), "method", "put", "body", "a;b", "headers", Map.of("content-type", "text/csv")));
        assertThat(server.last().body()).isEqualTo("a;b");
        assertThat(server.last().header("Content-Type")).isEqualTo("text/csv");
    }

    @Test
    void aStatusThatIsNotExpectedFailsAndShowsTheAnswer() {
        server.on("/", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "17");
            LocalServer.send(exchange, 503, "text/plain", "down for\u001b[31m repair".getBytes(StandardCharsets.UTF_8));
        });
        Failure failure = calls.httpFailure(Map.of("url", server.url("/x?key=secret")));
        assertThat(failure.type()).isEqualTo("HttpStatus");
        assertThat(failure.kind()).isEqualTo(ErrorKind.EXTERNAL);
        assertThat(failure.message()).isEqualTo(server.url("/x") + " answered 503 (Retry-After: 17): down for repair");
    }

    @ParameterizedTest
    @CsvSource({"404, 404, true", "404, 4xx, true", "404, 2xx, false", "404, 403, false", "201, 2XX, true"})
    void whatIsExpectedIsSaidByStatusOrFamily(int status, String expected, boolean succeeds) throws Exception {
        server.answers("/", status, "text/plain", "body");
        Map<String, Object> parameters = Map.of("url", server.url("/"), "expect", List.of(expected));
        if (succeeds) {
            assertThat(calls.http(parameters).get("status")).isEqualTo((long) status);
        } else {
            assertThat(calls.httpFailure(parameters).message()).contains("answered " + status);
        }
    }

    @Test
    void whatCallsItselfJsonAndIsNoneFails() {
        server.answers("/", 200, "application/json", "{\"a\":");
        Failure failure = calls.httpFailure(Map.of("url", server.url("/")));
        assertThat(failure.kind()).isEqualTo(ErrorKind.EXTERNAL);
        assertThat(failure.message()).contains("calls JSON");
    }

    @Test
    void aBodyAboveTheLimitFailsForGood() {
        server.answers("/", 200, "text/plain", "x".repeat(2_000));
        Failure failure = calls.httpFailure(Map.of("url", server.url("/"), "max_bytes", 1_999));
        assertThat(failure.type()).isEqualTo("ResponseTooLarge");
        assertThat(failure.kind()).isEqualTo(ErrorKind.USER);
        assertThat(failure.message()).contains("larger than 1999 bytes").contains("max_bytes");
    }

    @Test
    void aBodyAtTheLimitIsTaken() throws Exception {
        server.answers("/", 200, "text/plain", "x".repeat(2_000));
        assertThat(calls.http(Map.of("url", server.url("/"), "max_bytes", 2_000))
                        .get("body"))
                .isEqualTo("x".repeat(2_000));
    }

    @ParameterizedTest
    @CsvSource({
        "method, 'GET /',           no method of HTTP",
        "method, CONNECT,           not supported",
        "timeout, soon,             no duration",
        "timeout, 0s,               more than nothing",
        "expect, 2xx,               must be a list",
        "redirects, many,           a whole number from 0 to 20",
        "url, 'gopher://x',         only http and https"
    })
    void aParameterThatDoesNotFitIsTheUsersFault(String name, String value, String words) {
        Map<String, Object> parameters = new java.util.HashMap<>(Map.of("url", server.url("/")));
        parameters.put(name, value);
        Failure failure = calls.httpFailure(parameters);
        assertThat(failure.kind()).isEqualTo(ErrorKind.USER);
        assertThat(failure.message()).contains(words);
    }

    @ParameterizedTest
    @CsvSource({
        "Host,              intern.example, written by the client",
        "content-Length,    5,              written by the client",
        "'A: b',            c,              no name of a header",
        "A,                 'b\r\nX: y',    not printable ASCII"
    })
    void aHeaderThatWouldChangeTheRequestIsRefused(String name, String value, String words) {
        Failure failure = calls.httpFailure(Map.of("url", server.url("/"), "headers", Map.of(name, value)));
        assertThat(failure.kind()).isEqualTo(ErrorKind.USER);
        assertThat(failure.message()).contains(words);
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void aServerThatIsNotThereIsAFailureOutside() throws Exception {
        LocalServer gone = new LocalServer();
        gone.close();
        Failure failure = Calls.allowing(folder, gone.place()).httpFailure(Map.of("url", gone.url("/")));
        assertThat(failure.type()).isEqualTo("ConnectionFailed");
        assertThat(failure.kind()).isEqualTo(ErrorKind.EXTERNAL);
        assertThat(failure.message()).contains(gone.place());
    }

    @Test
    void aServerThatIsTooSlowIsATimeout() {
        hangAt("/", new CountDownLatch(1));
        Failure failure = calls.httpFailure(Map.of("url", server.url("/"), "timeout", "200ms"));
        assertThat(failure.type()).isEqualTo("CallTimedOut");
        assertThat(failure.kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(failure.message()).contains("within 0.2 s");
    }

    @Test
    void anAttemptThatIsAskedToEndEndsItsCall() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        hangAt("/", reached);
        TestActionContext attempt = calls.attempt(Map.of("url", server.url("/")));
        CompletableFuture<Failure> failure =
                CompletableFuture.supplyAsync(() -> calls.failure("http.request", attempt));
        assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
        attempt.cancel();
        assertThat(failure.get(60, TimeUnit.SECONDS).kind()).isEqualTo(ErrorKind.CANCELLED);
    }

    @Test
    void theLogTellsCallAndAnswerButNoSecret() throws Exception {
        server.answers("/", 200, "text/plain", "hello");
        TestActionContext attempt = calls.attempt(Map.of("url", server.url("/x?key=secret")));
        calls.run("http.request", attempt);
        assertThat(attempt.output().tail()).isEqualTo("GET " + server.url("/x") + "\n200, 5 bytes\n");
        assertThat(attempt.beats()).isPositive();
    }
}
