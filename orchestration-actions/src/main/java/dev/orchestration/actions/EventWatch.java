package dev.orchestration.actions;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands events on, and sees those that the library passes over: the end, and an error in the middle of the stream. */
final class EventWatch implements ServerSentEventListener {
    private final ServerSentEventListener listener;
    private @Nullable String error;
    private boolean done;

    EventWatch(ServerSentEventListener listener) {
        this.listener = listener;
    }

    boolean isDone() {
        return done;
    }

    /** What the endpoint told instead of going on, or null. */
    @Nullable
    String error() {
        return error;
    }

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
        String data = event.data().strip();
        if (data.equals("[DONE]")) {
            done = true;
        } else if (isError(event.event(), data)) {
            error = error == null ? data : error;
            return;
        }
        listener.onEvent(event, context);
    }

    private static boolean isError(@Nullable String event, String data) {
        if ("error".equals(event)) {
            return true;
        }
        if (!data.startsWith("{") || !data.contains("\"error\"")) {
            return false;
        }
        try {
            return Json.read(data) instanceof Map<?, ?> map && map.get("error") != null && map.get("choices") == null;
        } catch (OrchestrationException e) {
            return false;
        }
    }

    @Override
    public void onOpen(SuccessfulHttpResponse response) {
        listener.onOpen(response);
    }

    /** Told by the stream itself. */
    @Override
    public void onError(Throwable throwable) {}
}
