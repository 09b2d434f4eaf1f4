package dev.orchestration.actions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.tasks.secret.SecretVault;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a URL of a definition may lead, at the first call and at each redirect. */
class HttpAddressTest {
    @TempDir
    Path folder;

    private final LocalServer server = new LocalServer();
    private final LocalServer other = new LocalServer();

    @AfterEach
    void close() {
        server.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0.0.0.0",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "LOCALHOST",
                "127.0.0.2"
            })
    void nothingOfThisMachineIsCalledUnlessItIsAllowed(String host) {
        server.answers("/", 200, "text/plain", "inside");
        Failure failure = Calls.allowing(folder).httpFailure(Map.of("url", "http://" + host + ":" + server.port()));
        assertThat(failure.type()).isEqualTo("AddressRefused");
        assertThat(failure.kind()).isEqualTo(ErrorKind.USER);
        assertThat(failure.message()).contains("http.allow");
        assertThat(server.seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/latest/meta-data", "https://10.0.0.1/", "http://[fd00::1]:8080/"})
    void norOfItsNetwork(String url) {
        assertThat(Calls.allowing(folder).httpFailure(Map.of("url", url)).type())
                .isEqualTo("AddressRefused");
    }

    @Test
    void anAllowedPortDoesNotAllowAnother() {
        Calls calls = Calls.allowing(folder, other.place());
        assertThat(calls.httpFailure(Map.of("url", server.url("/"))).type()).isEqualTo("AddressRefused");
    }

    @Test
    void aPlaceIsAllowedByItsNameToo() throws Exception {
        server.answers("/", 200, "text/plain", "inside");
        Calls calls = Calls.allowing(folder, "localhost:" + server.port());
        assertThat(calls.http(Map.of("url", "http://LocalHost:" + server.port() + "/"))
                        .get("body"))
                .isEqualTo("inside");
    }

    @Test
    void aRedirectIsCheckedLikeTheFirstUrl() {
        server.redirects("/", 302, other.url("/"));
        other.answers("/", 200, "text/plain", "inside");
        Failure failure = Calls.allowing(folder, server.place()).httpFailure(Map.of("url", server.url("/")));
        assertThat(failure.type()).isEqualTo("AddressRefused");
        assertThat(failure.message()).contains(other.place());
        assertThat(other.seen()).isEmpty();
    }

    @Test
    void aRedirectToAnotherSchemeIsRefused() {
        server.redirects("/", 302, "file:///etc/passwd");
        Failure failure = Calls.allowing(folder, server.place()).httpFailure(Map.of("url", server.url("/")));
        assertThat(failure.type()).isEqualTo("BadRedirect");
        assertThat(failure.kind()).isEqualTo(ErrorKind.EXTERNAL);
    }

    @Test
    void secretsStayWithTheOriginTheyWereWrittenFor() throws Exception {
        server.redirects("/start", 302, "/second").redirects("/second", 302, other.url("/end"));
        other.answers("/end", 200, "text/plain", "there");
        Map<String, Object> headers = Map.of("authorization", "Bearer t0ken", "Cookie", "a=b", "X-Plain", "kept");
        Map<?, ?> output = Calls.allowing(folder, server.place(), other.place())
                .http(Map.of("url", server.url("/start"), "headers", headers));
        assertThat(output.get("body")).isEqualTo("there");
        assertThat(server.last().uri()).isEqualTo("/second");
        assertThat(server.last().header("Authorization")).isEqualTo("Bearer t0ken");
        assertThat(other.last().header("Authorization")).isEmpty();
        assertThat(other.last().header("Cookie")).isEmpty();
        assertThat(other.last().header("X-Plain")).isEqualTo("kept");
    }

    @Test
    void secretsOfADefinitionStayThereToo() throws Exception {
        server.redirects("/start", 302, other.url("/end")).redirects("/again", 307, other.url("/end"));
        other.answers("/end", 200, "text/plain", "there");
        SecretVault vault = new SecretVault(name -> "t0ken-t0ken");
        vault.use("TOKEN");
        Calls calls = Calls.allowing(folder, server.place(), other.place());
        Map<String, Object> headers = Map.of("X-Key", "t0ken-t0ken", "X-Plain", "kept");
        calls.run(
                "http.request",
                calls.attempt(Map.of("url", server.url("/start"), "headers", headers))
                        .hiding(vault.masks()));
        assertThat(server.last().header("X-Key")).isEqualTo("t0ken-t0ken");
        assertThat(other.last().header("X-Key")).isEmpty();
        assertThat(other.last().header("X-Plain")).isEqualTo("kept");
        Failure refused = calls.failure(
                "http.request",
                calls.attempt(Map.of("url", server.url("/again"), "method", "POST", "body", "k=t0ken-t0ken"))
                        .hiding(vault.masks()));
        assertThat(refused.message()).contains("to which the body with its secret is not sent");
    }

    @ParameterizedTest
    @CsvSource({
        "301, POST, GET,  ''",
        "302, POST, GET,  ''",
        "303, PUT,  GET,  ''",
        "303, HEAD, HEAD, ''",
        "302, PUT,  PUT,  text",
        "307, POST, POST, text",
        "308, POST, POST, text"
    })
    void methodAndBodyFollowAsHttpSays(int status, String sent, String followed, String body) throws Exception {
        server.redirects("/start", status, "/end").answers("/end", 200, "text/plain", "");
        Map<String, Object> parameters = sent.equals("HEAD")
                ? Map.of("url", server.url("/start"), "method", sent)
                : Map.of("url", server.url("/start"), "method", sent, "body", "text");
        Calls.allowing(folder, server.place()).http(parameters);
        assertThat(server.last().method()).isEqualTo(followed);
        assertThat(server.last().body()).isEqualTo(body);
        assertThat(server.last().header("Content-Type").isEmpty()).isEqualTo(body.isEmpty());
    }

    @Test
    void redirectsWithoutEndAreGivenUp() {
        server.redirects("/", 302, "/");
        Failure failure =
                Calls.allowing(folder, server.place()).httpFailure(Map.of("url", server.url("/"), "redirects", 3));
        assertThat(failure.type()).isEqualTo("BadRedirect");
        assertThat(server.seen()).hasSize(4);
    }

    @Test
    void aRedirectThatIsNotToBeFollowedIsTheAnswer() throws Exception {
        server.redirects("/", 302, "/end");
        Calls calls = Calls.allowing(folder, server.place());
        Map<?, ?> output =
                calls.http(Map.of("url", server.url("/"), "redirects", 0, "expect", java.util.List.of("3xx")));
        assertThat(((Map<?, ?>) output.get("headers")).get("location")).isEqualTo("/end");
        assertThat(calls.httpFailure(Map.of("url", server.url("/"), "redirects", 0))
                        .message())
                .contains("answered 302");
    }
}
