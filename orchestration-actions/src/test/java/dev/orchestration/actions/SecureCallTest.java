package dev.orchestration.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.orchestration.actions.wire.AddressRule;
import dev.orchestration.actions.wire.Call;
import dev.orchestration.actions.wire.Target;
import dev.orchestration.actions.wire.WireClient;
import dev.orchestration.actions.wire.WireRequest;
import dev.orchestration.state.Clock;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.TestActionContext;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The address is chosen by us, and still the certificate is checked against the host of the URL. */
class SecureCallTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    private HttpsServer server;
    private SSLContext trusted;

    @BeforeEach
    void aServerWithACertificateForOneName() throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-validity",
                        "30",
                        "-dname",
                        "CN=right.example",
                        "-ext",
                        "san=dns:right.example",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        trusted = SSLContext.getInstance("TLS");
        trusted.init(null, trust.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            try (exchange) {
                LocalServer.send(exchange, 200, "text/plain", "secret".getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private String call(WireClient client, String host) throws ActionFailedException {
        Call call = Call.of(TestActionContext.in(folder, Map.of()), Clock.system(), Duration.ofSeconds(30));
        Target target =
                Target.parse("https://" + host + ":" + server.getAddress().getPort() + "/");
        return client.exchange(
                new WireRequest(target, "GET", Map.of(), null),
                call,
                (head, in) -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }

    private WireClient client() {
        return new WireClient(
                host -> List.of(InetAddress.getLoopbackAddress()), AddressRule.none(), trusted::getSocketFactory);
    }

    @Test
    void theNameOfTheCertificateIsCalled() throws Exception {
        assertThat(call(client(), "right.example")).isEqualTo("secret");
    }

    @Test
    void anotherNameIsNotAlthoughItLeadsToTheSameAddress() {
        assertThat(catchThrowable(() -> call(client(), "wrong.example")))
                .isInstanceOf(ActionFailedException.class)
                .hasMessageContaining("no secure connection to wrong.example")
                .hasMessageContaining("No subject alternative DNS name matching wrong.example");
    }

    @Test
    void aCertificateThatNobodySignedIsNotTrusted() {
        WireClient usual = new WireClient(host -> List.of(InetAddress.getLoopbackAddress()), AddressRule.none(), () ->
                (javax.net.ssl.SSLSocketFactory) javax.net.ssl.SSLSocketFactory.getDefault());
        assertThat(catchThrowable(() -> call(usual, "right.example")))
                .isInstanceOf(ActionFailedException.class)
                .hasMessageContaining("no secure connection to right.example");
    }
}
