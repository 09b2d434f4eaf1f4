package dev.orchestration.app;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.core.configuration.ConfigurationKey;
import dev.orchestration.core.configuration.Setting;
import dev.orchestration.core.configuration.Setting.Source;
import dev.orchestration.core.trace.Span;
import dev.orchestration.core.trace.SpanJson;
import dev.orchestration.core.trace.SpanSink;
import dev.orchestration.state.Clock;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans to a collector: OTLP over HTTP, in JSON. Whatever goes wrong with that is told once and disturbs nothing; what could
 * not be sent is dropped. Thread-safe.
 */
final class OtlpExport implements SpanSink {
    private static final Logger LOG = LoggerFactory.getLogger(OtlpExport.class);
    private static final String PATH = "/v1/traces";
    private static final int MANY = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** So long a collector that did not answer is left alone. */
    private static final long PAUSE = Duration.ofSeconds(10).toNanos();

    private final URI endpoint;
    private final Map<String, String> environment;
    private final Clock clock;

    @GuardedBy("this")
    private final List<Span> waiting = new ArrayList<>();

    @GuardedBy("this")
    private @Nullable HttpClient client;

    @GuardedBy("this")
    private @Nullable Long failedAt;

    @GuardedBy("this")
    private boolean told;

    OtlpExport(URI endpoint, Map<String, String> environment, Clock clock) {
        this.endpoint = endpoint;
        this.environment = environment;
        this.clock = clock;
    }

    /** What the option says, else the configuration; null for no export. Nothing is connected before there is a span. */
    static @Nullable OtlpExport of(Arguments arguments) {
        Map<String, String> environment = arguments.caller().environment();
        Setting setting = arguments.configuration().setting(ConfigurationKey.TRACES_OTLP);
        String given = arguments.text(SharedOptions.OTLP);
        boolean isForUs = setting.source() != Source.ENVIRONMENT || !isForOthers(environment);
        String url = given != null ? given : setting.isSaid() && isForUs ? setting.shown() : "";
        if (url.isEmpty()) {
            return null;
        }
        try {
            return new OtlpExport(endpoint(url), environment, arguments.caller().clock());
        } catch (IllegalArgumentException e) {
            String fault = (given != null ? SharedOptions.OTLP : setting.place()) + ": " + e.getMessage();
            if (given != null) {
                throw new UsageException(fault);
            }
            LOG.warn("no spans are sent: {}", fault);
            return null;
        }
    }

    /** The variables of OpenTelemetry hold for every program that is started beside us; some say that they mean another way. */
    private static boolean isForOthers(Map<String, String> environment) {
        return "true".equalsIgnoreCase(environment.get("OTEL_SDK_DISABLED"))
                || !environment.getOrDefault("OTEL_TRACES_EXPORTER", "otlp").contains("otlp")
                || "grpc".equals(environment.get("OTEL_EXPORTER_OTLP_PROTOCOL"));
    }

    private static URI endpoint(String url) {
        String base = url.strip().replaceFirst("/+$", "");
        if (!base.matches("https?://[^\\s/]+\\S*")) {
            throw new IllegalArgumentException("'" + url + "' is no URL that begins with http:// or https://");
        }
        return URI.create(base.endsWith(PATH) ? base : base + PATH);
    }

    @Override
    public synchronized void take(List<Span> spans) {
        waiting.addAll(spans);
        boolean ended = spans.stream().anyMatch(span -> span.attributes().containsKey("orchestration.status"));
        if (ended || waiting.size() >= MANY) {
            send();
        }
    }

    @Override
    public synchronized void close() {
        if (!waiting.isEmpty()) {
            send();
        }
    }

    @GuardedBy("this")
    private void send() {
        List<Span> spans = List.copyOf(waiting);
        waiting.clear();
        if (failedAt != null && clock.nanos() - failedAt < PAUSE) {
            return;
        }
        failedAt = null;
        try {
            int status =
                    client().send(request(spans), BodyHandlers.discarding()).statusCode();
            if (status < 200 || status > 299) {
                failed("it answered with status " + status);
            }
        } catch (IOException | IllegalArgumentException e) {
            failed(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @GuardedBy("this")
    private HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
            client = made;
        }
        return made;
    }

    private HttpRequest request(List<Span> spans) {
        String service = environment.getOrDefault("OTEL_SERVICE_NAME", "orchestrate");
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(SpanJson.of(spans, service)));
        for (String header :
                environment.getOrDefault("OTEL_EXPORTER_OTLP_HEADERS", "").split(",", -1)) {
            int sign = header.indexOf('=');
            if (sign > 0) {
                add(
                        request,
                        header.substring(0, sign).strip(),
                        decoded(header.substring(sign + 1).strip()));
            }
        }
        return request.build();
    }

    /** Percent-encoded, as OpenTelemetry has it: no form, so a plus is a plus. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) { // a percent sign that nobody encoded
            return value;
        }
    }

    private static void add(HttpRequest.Builder request, String name, String value) {
        try {
            request.header(name, value);
        } catch (IllegalArgumentException e) { // it tells the value, which is often a key
            throw new IllegalArgumentException("a header of OTEL_EXPORTER_OTLP_HEADERS is not legal in HTTP");
        }
    }

    /** The address is told without what may stand in it for the collector alone. */
    @GuardedBy("this")
    private void failed(String why) {
        failedAt = clock.nanos();
        if (!told) {
            told = true;
            LOG.warn(
                    "spans could not be sent to {}://{}, so they are missing there; this is told once: {}",
                    endpoint.getScheme(),
                    endpoint.getHost() + ":" + endpoint.getPort(),
                    why);
        }
    }
}
