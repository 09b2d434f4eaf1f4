package dev.orchestration.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.Json;
import dev.orchestration.tasks.action.TestActionContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against an endpoint that replays what hosted models send. */
class LlmChatTest {
    private static final String KEY = "sk-Secret.Of-The-Operator";
    private static final String USAGE = Replay.usage(1_000, 200);

    @TempDir
    Path folder;

    private ScriptedServer server = new ScriptedServer();

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private Calls endpoint(ScriptedServer.Script... scripts) throws IOException {
        return endpoint(GuardSettings.usual(), scripts);
    }

    private Calls endpoint(GuardSettings guard, ScriptedServer.Script... scripts) throws IOException {
        server.close();
        server = new ScriptedServer(scripts);
        LlmSettings llm = new LlmSettings(
                server.url("/v1"),
                new ApiKey(KEY),
                "small",
                Map.of("small", new Price(new BigDecimal("0.15"), new BigDecimal("0.60"))));
        return Calls.with(folder, NetworkSettings.usual().withLlm(llm).withGuard(guard));
    }

    private Map<?, ?> sent() {
        return (Map<?, ?>) Json.read(server.bodies().get(0));
    }

    @Test
    void anAnswerIsPutTogetherAndCounted() throws Exception {
        Calls calls = endpoint(Replay.answer("Hel", "lo\nWörld", "!"));
        TestActionContext attempt = calls.attempt(Map.of("prompt", "Greet"));
        Map<?, ?> output = calls.run("llm.chat", attempt);
        assertThat(output.get("text")).isEqualTo("Hello\nWörld!");
        assertThat(output.get("json")).isNull();
        assertThat(output.get("usage")).isEqualTo(Map.of("input_tokens", 1_000L, "output_tokens", 200L));
        assertThat(output.get("model")).isEqualTo("small-2026-01");
        assertThat(output.get("cost")).isEqualTo(0.00027);
        assertThat(output.get("finish_reason")).isEqualTo("stop");
        assertThat(attempt.output().tail()).endsWith("/v1\nHello\nWörld!\n");
        assertThat(attempt.beats()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void theModelIsToldOfWhichAttemptItsAnswerIsPart() throws Exception {
        Calls calls = endpoint(Replay.answer("fine"));
        TestActionContext attempt = calls.attempt(Map.of("prompt", "Greet"));

        calls.run("llm.chat", attempt);

        assertThat(server.heads().get(0)).containsIgnoringCase("traceparent: " + attempt.traceparent());
    }

    @Test
    void whatIsAskedIsSent() throws Exception {
        Calls calls = endpoint(Replay.answer("fine"));
        calls.chat(Map.of(
                "system",
                "Be brief",
                "messages",
                List.of(
                        Map.of("role", "user", "content", "a"),
                        Map.of("role", "assistant", "content", "b"),
                        Map.of("role", "user", "content", "c")),
                "model",
                "large",
                "temperature",
                0.5,
                "max_tokens",
                77));
        assertThat(server.heads().get(0))
                .startsWith("POST /v1/chat/completions HTTP/1.1")
                .contains("Authorization: Bearer " + KEY);
        assertThat(sent().get("model")).isEqualTo("large");
        assertThat(sent().get("temperature")).isEqualTo(0.5);
        assertThat(sent().get("max_tokens")).isEqualTo(77L);
        assertThat(sent().get("stream")).isEqualTo(true);
        assertThat(sent().get("stream_options")).isEqualTo(Map.of("include_usage", true));
        assertThat(Json.write(sent().get("messages")))
                .isEqualTo("[{\"role\":\"system\",\"content\":\"Be brief\"},{\"role\":\"user\",\"content\":\"a\"},"
                        + "{\"role\":\"assistant\",\"content\":\"b\"},{\"role\":\"user\",\"content\":\"c\"}]");
    }

    @Test
    void jsonThatIsAskedForIsParsed() throws Exception {
        Calls calls = endpoint(Replay.answer("{\"rows\"", ": 3}"));
        Map<?, ?> output = calls.chat(Map.of("prompt", "Count", "response_format", "json"));
        assertThat(output.get("json")).isEqualTo(Map.of("rows", 3L));
        assertThat(sent().get("response_format")).isEqualTo(Map.of("type", "json_object"));
    }

    @Test
    void aSchemaIsHandedOn() throws Exception {
        Calls calls = endpoint(Replay.answer("{\"rows\": 3}"));
        Map<String, Object> schema = Map.of("type", "object", "properties", Map.of("rows", Map.of("type", "integer")));
        assertThat(calls.chat(Map.of("prompt", "Count", "response_schema", schema))
                        .get("json"))
                .isEqualTo(Map.of("rows", 3L));
        Map<?, ?> format = (Map<?, ?>) sent().get("response_format");
        assertThat(format.get("type")).isEqualTo("json_schema");
        assertThat(((Map<?, ?>) format.get("json_schema")).get("schema")).isEqualTo(schema);
    }

    @Test
    void anAnswerThatIsNoJsonFailsAndMayBeTriedAgain() throws Exception {
        Failure failure =
                endpoint(Replay.answer("Sure! {")).chatFailure(Map.of("prompt", "Count", "response_format", "json"));
        assertThat(failure.type()).isEqualTo("BadJson");
        assertThat(failure.kind()).isEqualTo(ErrorKind.EXTERNAL);
    }

    @Test
    void withoutUsageOrPriceNothingIsGuessed() throws Exception {
        Calls calls = endpoint(
                ScriptedServer.bytes(ScriptedServer.stream(Replay.piece("hi"), Replay.end("stop"), "[DONE]")),
                ScriptedServer.bytes(ScriptedServer.stream(
                        Replay.piece("hi").replace("small", "huge"),
                        Replay.end("length").replace("small", "huge"),
                        USAGE.replace("small", "huge"),
                        "[DONE]")));
        Map<?, ?> uncounted = calls.chat(Map.of("prompt", "Greet"));
        assertThat(((Map<?, ?>) uncounted.get("usage")).get("input_tokens")).isNull();
        assertThat(uncounted.get("cost")).isNull();
        Map<?, ?> unpriced = calls.chat(Map.of("prompt", "Greet", "model", "huge"));
        assertThat(((Map<?, ?>) unpriced.get("usage")).get("input_tokens")).isEqualTo(1_000L);
        assertThat(unpriced.get("cost")).isNull();
        assertThat(unpriced.get("finish_reason")).isEqualTo("length");
    }

    @ParameterizedTest
    @CsvSource({
        "400, USER,     Bad Request",
        "401, USER,     Unauthorized",
        "404, USER,     Not Found",
        "429, EXTERNAL, Too Many Requests",
        "500, EXTERNAL, Internal Server Error",
        "307, EXTERNAL, Temporary Redirect"
    })
    void aRefusalIsToldWithTheWordsOfTheEndpointButWithoutTheKey(int status, ErrorKind kind, String reason)
            throws Exception {
        String body = "{\"error\": {\"message\": \"Incorrect API key provided: " + KEY + ".\", \"code\": \"x\"}}";
        Calls calls = endpoint(ScriptedServer.bytes("HTTP/1.1 " + status + " " + reason + "\r\nRetry-After: 20\r\n"
                + "Location: /else\r\nContent-Length: " + body.length() + "\r\n\r\n" + body));
        TestActionContext attempt = calls.attempt(Map.of("prompt", "Greet"));
        Failure failure = calls.failure("llm.chat", attempt);
        assertThat(failure.type()).isEqualTo("ModelRefused");
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.message())
                .isEqualTo(server.url("/v1/chat/completions") + " answered " + status
                        + " (Retry-After: 20): Incorrect API key provided: ***.");
        assertThat(attempt.output().tail()).doesNotContain("Secret");
    }

    @Test
    void anEndpointThatSendsTheKeyBackPutsItNeitherIntoLogNorOutput() throws Exception {
        Calls calls = endpoint(Replay.answer("your key is sk-Secret", ".Of-The-Operator\nbye"));
        TestActionContext attempt = calls.attempt(Map.of("prompt", "Tell"));
        Map<?, ?> output = calls.run("llm.chat", attempt);
        assertThat(output.get("text")).isEqualTo("your key is ***\nbye");
        assertThat(attempt.output().tail()).endsWith("your key is ***\nbye\n").doesNotContain("Secret");
    }

    @Test
    void anAnswerThatIsCutIsNoAnswer() throws Exception {
        String whole = ScriptedServer.stream(Replay.piece("Hel"), Replay.piece("lo"));
        Calls calls = endpoint(
                ScriptedServer.bytes(whole.substring(0, whole.length() - 20)),
                ScriptedServer.bytes(whole),
                ScriptedServer.bytes("HTTP/1.1 200 OK\r\n\r\ndata: " + Replay.piece("Hel") + "\n\n"));
        Failure lost = calls.chatFailure(Map.of("prompt", "Greet"));
        assertThat(lost.type()).isEqualTo("ConnectionLost");
        assertThat(lost.kind()).isEqualTo(ErrorKind.EXTERNAL);
        Failure ended = calls.chatFailure(Map.of("prompt", "Greet"));
        assertThat(ended.type()).isEqualTo("StreamCut");
        assertThat(ended.kind()).isEqualTo(ErrorKind.EXTERNAL);
        assertThat(calls.chatFailure(Map.of("prompt", "Greet")).type()).isEqualTo("StreamCut");
    }

    @Test
    void anErrorInTheMiddleOfAnAnswerIsAFailure() throws Exception {
        Calls calls = endpoint(ScriptedServer.bytes(ScriptedServer.stream(
                Replay.piece("Hel"),
                "{\"error\": {\"message\": \"overloaded\", \"type\": \"server_error\"}}",
                "[DONE]")));
        Failure failure = calls.chatFailure(Map.of("prompt", "Greet"));
        assertThat(failure.type()).isEqualTo("ModelFailed");
        assertThat(failure.message()).endsWith("with an error: overloaded");
    }

    @Test
    void whatIsNoProtocolOfModelsIsAFailure() throws Exception {
        Calls calls = endpoint(ScriptedServer.bytes(ScriptedServer.stream("{\"choices\": 5", "[DONE]")));
        assertThat(calls.chatFailure(Map.of("prompt", "Greet")).kind()).isEqualTo(ErrorKind.EXTERNAL);
    }

    @Test
    void anEndpointThatFailsIsLeftAloneForAWhile() throws Exception {
        GuardSettings guard = GuardSettings.usual().withBreaker(2, 100, java.time.Duration.ofHours(1));
        Calls calls = endpoint(guard, ScriptedServer.bytes("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"));
        calls.chatFailure(Map.of("prompt", "Greet"));
        calls.chatFailure(Map.of("prompt", "Greet"));
        assertThat(calls.chatFailure(Map.of("prompt", "Greet")).type()).isEqualTo("CircuitOpen");
        assertThat(server.heads()).hasSize(2);
    }

    @Test
    void anAttemptThatIsAskedToEndEndsItsCall() throws Exception {
        var begun = new java.util.concurrent.CountDownLatch(1);
        var over = new java.util.concurrent.CountDownLatch(1);
        Calls calls = endpoint(socket -> {
            ScriptedServer.write(
                    socket, ScriptedServer.stream(Replay.piece("a\nb")).replaceFirst("0\r\n\r\n$", ""));
            begun.countDown();
            over.await();
        });
        TestActionContext attempt = calls.attempt(Map.of("prompt", "Greet"));
        var failure = java.util.concurrent.CompletableFuture.supplyAsync(() -> calls.failure("llm.chat", attempt));
        begun.await();
        attempt.awaitOutput("a\n");
        attempt.cancel();
        assertThat(failure.get(60, java.util.concurrent.TimeUnit.SECONDS).kind())
                .isEqualTo(ErrorKind.CANCELLED);
        over.countDown();
    }

    @Test
    void anEndpointWithoutKeyIsSentNone() throws Exception {
        server.close();
        server = new ScriptedServer(Replay.answer("hi"));
        LlmSettings llm = new LlmSettings(server.url("/v1/"), null, "small", Map.of());
        Calls calls = Calls.with(folder, NetworkSettings.usual().withLlm(llm));
        assertThat(calls.chat(Map.of("prompt", "Greet")).get("text")).isEqualTo("hi");
        assertThat(server.heads().get(0))
                .startsWith("POST /v1/chat/completions ")
                .doesNotContainIgnoringCase("authorization");
    }

    @Test
    void withoutAnEndpointItIsSaidWhatToSet() {
        Failure failure = Calls.with(folder, NetworkSettings.usual()).chatFailure(Map.of("prompt", "Greet"));
        assertThat(failure.kind()).isEqualTo(ErrorKind.USER);
        assertThat(failure.message()).contains("ORCHESTRATION_LLM_BASE_URL");
    }

    @Test
    void promptAndMessagesExcludeEachOtherAndOneMustBeThere() throws Exception {
        Calls calls = endpoint(Replay.answer("fine"));
        assertThat(calls.chatFailure(Map.of()).message()).contains("'prompt' and 'messages'");
        assertThat(calls.chatFailure(Map.of("prompt", "a", "messages", List.of()))
                        .message())
                .contains("not both");
        assertThat(calls.chatFailure(Map.of("messages", List.of(Map.of("role", "tool", "content", "x"))))
                        .message())
                .contains("'tool'");
        assertThat(server.heads()).isEmpty();
    }
}
