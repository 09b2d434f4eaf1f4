package dev.orchestration.app;

import com.sun.net.httpserver.HttpServer;
import dev.orchestration.state.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of spans on this machine, which remembers what it was sent. */
final class Collector implements AutoCloseable {
    /** What came. */
    record Received(String path, String type, String key, Map<?, ?> body) {}

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    Collector(int status) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(new Received(
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Api-Key")),
                    (Map<?, ?>) Json.read(body)));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Received> received() {
        return received;
    }

    /** All spans, whatever messages they came with. */
    List<Map<?, ?>> spans() {
        return received.stream()
                .flatMap(each -> each(each.body(), "resourceSpans"))
                .flatMap(each -> each(each, "scopeSpans"))
                .<Map<?, ?>>flatMap(each -> each(each, "spans"))
                .toList();
    }

    Map<?, ?> span(String name) {
        return spans().stream()
                .filter(span -> name.equals(span.get("name")))
                .findFirst()
                .orElseThrow();
    }

    private static java.util.stream.Stream<Map<?, ?>> each(Map<?, ?> map, String key) {
        return ((List<?>) map.get(key)).stream().map(element -> (Map<?, ?>) element);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
