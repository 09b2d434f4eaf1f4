package dev.orchestration.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.orchestration.actions.wire.AddressRule;
import dev.orchestration.actions.wire.Call;
import dev.orchestration.actions.wire.HostAddresses;
import dev.orchestration.actions.wire.Target;
import dev.orchestration.actions.wire.WireClient;
import dev.orchestration.actions.wire.WireRequest;
import dev.orchestration.state.Clock;
import dev.orchestration.state.Failure;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.TestActionContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<String> lookups = new ArrayList<>();

    private String body(WireClient client, String method, String url) throws ActionFailedException {
        Call call = Call.of(TestActionContext.in(folder, Map.of()), Clock.system(), PATIENCE);
        WireRequest request = new WireRequest(Target.parse(url), method, Map.of(), null);
        return client.exchange(
                request,
                call,
                (head, in) -> head.status() + " " + new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }

    private Failure failure(WireClient client, String url) {
        Throwable thrown = catchThrowable(() -> body(client, "GET", url));
        assertThat(thrown).isInstanceOf(ActionFailedException.class);
        return ((ActionFailedException) thrown).failure();
    }

    private WireClient client(AddressRule rule, HostAddresses addresses) {
        return new WireClient(
                host -> {
                    lookups.add(host);
                    return addresses.of(host);
                },
                rule,
                () -> {
                    throw new AssertionError("no secure connection was asked for");
                });
    }

    private static WireClient open() {
        return WireClient.ofSystem(AddressRule.none());
    }

    private static InetAddress address(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    }

    /** The second answer of the name server would be another; it is not asked for. */
    @Test
    void aHostIsLookedUpOnceAndThatAddressIsConnectedTo() throws Exception {
        try (LocalServer server = new LocalServer()) {
            server.answers("/", 200, "text/plain", "here");
            WireClient client = client(
                    AddressRule.publicAnd(Set.of("127.0.0.1:" + server.port())),
                    host -> List.of(address(lookups.size())));
            assertThat(body(client, "GET", "http://rebinding.example:" + server.port() + "/"))
                    .isEqualTo("200 here");
            assertThat(lookups).containsExactly("rebinding.example");
            assertThat(server.last().header("Host")).isEqualTo("rebinding.example:" + server.port());
            Failure second = failure(client, "http://rebinding.example:" + server.port() + "/");
            assertThat(second.message()).contains("127.0.0.2");
            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void oneAddressInsideAmongOthersIsEnoughToRefuse() {
        WireClient client = client(
                AddressRule.publicAnd(Set.of()), host -> List.of(InetAddress.getByName("192.0.2.1"), address(1)));
        assertThat(failure(client, "http://mixed.example/").type()).isEqualTo("AddressRefused");
    }

    @Test
    void theNextAddressIsTriedWhereOneDoesNotAnswer() throws Exception {
        try (LocalServer server = new LocalServer()) {
            server.answers("/", 200, "text/plain", "here");
            WireClient client = client(AddressRule.none(), host -> List.of(address(77), address(1)));
            assertThat(body(client, "GET", "http://two.example:" + server.port() + "/"))
                    .isEqualTo("200 here");
        }
    }

    @Test
    void aHostThatNobodyKnowsIsToldByName() {
        WireClient client = client(AddressRule.none(), host -> {
            throw new UnknownHostException(host);
        });
        Failure failure = failure(client, "http://nowhere.example/");
        assertThat(failure.type()).isEqualTo("UnknownHost");
        assertThat(failure.message()).contains("nowhere.example");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhellomore',                               200 hello",
        "GET,  'HTTP/1.0 200 OK\r\n\r\nuntil the end',                                                200 until the end",
        "GET,  'HTTP/1.1 200\nContent-Length: 2\n\nok',                                               200 ok",
        "HEAD, 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n',                                        '200 '",
        "GET,  'HTTP/1.1 304 Same\r\nContent-Length: 5\r\n\r\n',                                      '304 '",
        "GET,  'HTTP/1.1 103 Hints\r\nLink: x\r\n\r\nHTTP/1.1 201 Made\r\nContent-Length: 0\r\n\r\n', '201 '",
        "GET,  'HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n3;x=y\r\nabc\r\n0A\r\n0123456789\r\n0\r\nEnd: 1\r\n\r\n', 200 abc0123456789"
    })
    void everyFormOfAnAnswerIsRead(String method, String bytes, String read) throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.bytes(bytes))) {
            assertThat(body(open(), method, server.url("/"))).isEqualTo(read);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                                                          ConnectionLost",
        "'HTTP/1.1 200 OK\r\nContent-Le',                                             ConnectionLost",
        "'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello',                         ConnectionLost",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n',         ConnectionLost",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab',              ConnectionLost",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n', BadResponse",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n',               BadResponse",
        "'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nx',                       BadResponse",
        "'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx',                            BadResponse",
        "'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx',        BadResponse",
        "'HTTP/1.1 200 OK\r\nno header\r\n\r\n',                                      BadResponse",
        "'HTTP/2 200\r\n\r\n',                                                        BadResponse",
        "'SSH-2.0-OpenSSH\r\n',                                                       BadResponse"
    })
    void whatIsNoWholeAnswerIsAFailure(String bytes, String type) throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.bytes(bytes))) {
            assertThat(failure(open(), server.url("/")).type()).isEqualTo(type);
        }
    }

    @Test
    void aHeadWithoutEndIsGivenUp() throws Exception {
        try (ScriptedServer lines =
                        new ScriptedServer(ScriptedServer.bytes("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(20_000)));
                ScriptedServer interim =
                        new ScriptedServer(ScriptedServer.bytes("HTTP/1.1 100 Continue\r\n\r\n".repeat(50)))) {
            assertThat(failure(open(), lines.url("/")).message()).contains("head is longer");
            assertThat(failure(open(), interim.url("/")).message()).contains("interim answers");
        }
    }
}
