package dev.orchestration.actions;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.orchestration.actions.wire.Call;
import dev.orchestration.actions.wire.ResponseHead;
import dev.orchestration.actions.wire.Target;
import dev.orchestration.actions.wire.WireClient;
import dev.orchestration.actions.wire.WireRequest;
import dev.orchestration.tasks.action.ActionFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of the library for language models, carried over our own connection and on the calling thread: so its timeout, its
 * cancellation and what went wrong are ours to know. Confined to that thread.
 */
final class ModelConnection implements HttpClient, HttpClientBuilder {
    private static final int MAX_ERROR = 8 << 10;

    private final WireClient client;
    private final Call call;
    private final Map<String, String> more;
    private @Nullable ActionFailedException failure;
    private boolean done;

    /** @param more headers beside those of the library */
    ModelConnection(WireClient client, Call call, Map<String, String> more) {
        this.client = client;
        this.call = call;
        this.more = more;
    }

    /** Why there is no whole answer, or null. */
    @Nullable
    ActionFailedException failure() {
        return failure;
    }

    /** Whether the endpoint said that its answer is whole. */
    boolean isDone() {
        return done;
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        try {
            WireRequest wire = translated(request).with(more);
            client.exchange(wire, call, (head, in) -> {
                if (head.status() < 200 || head.status() > 299) {
                    String text = new String(in.readNBytes(MAX_ERROR), StandardCharsets.UTF_8);
                    throw ModelFaults.status(wire.target(), head, text);
                }
                return follow(wire.target(), head, in, parser, listener);
            });
        } catch (ActionFailedException e) {
            failed(e, listener);
        }
    }

    private boolean follow(
            Target target,
            ResponseHead head,
            InputStream in,
            ServerSentEventParser parser,
            ServerSentEventListener listener)
            throws IOException, ActionFailedException {
        EventWatch watch = new EventWatch(listener);
        RememberingStream body = new RememberingStream(in);
        listener.onOpen(SuccessfulHttpResponse.builder()
                .statusCode(head.status())
                .headers(Map.of())
                .build());
        parser.parse(body, watch);
        body.throwFailure();
        if (watch.error() != null) {
            throw ModelFaults.told(target, watch.error());
        }
        done = watch.isDone();
        listener.onClose();
        return done;
    }

    private void failed(ActionFailedException e, ServerSentEventListener listener) {
        failure = e;
        listener.onError(new HttpException(0, e.getMessage()));
    }

    private static WireRequest translated(HttpRequest request) throws ActionFailedException {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach((name, values) -> {
            String value = String.join(", ", values);
            if (WireRequest.headerFault(name, value) == null) {
                headers.put(name, value);
            }
        });
        String body = request.body();
        return new WireRequest(
                Target.parse(request.url()),
                request.method().name(),
                headers,
                body == null ? null : body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("models are asked for streams alone");
    }

    @Override
    public Duration connectTimeout() {
        return call.left();
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return call.left();
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
    }

    @Override
    public HttpClient build() {
        return this;
    }
}
