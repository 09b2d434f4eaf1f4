package dev.orchestration.actions;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.orchestration.tasks.action.ActionContext;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes an answer as it comes. Each piece is a sign of life, and the text goes to the attempt's log line by line: what is to be
 * hidden may come in pieces, too. Confined to the calling thread.
 */
final class ChatStream implements StreamingChatResponseHandler {
    private static final int MAX_LINE = 8 << 10;

    private final ActionContext ctx;
    private final UnaryOperator<String> hiding;
    private final StringBuilder line = new StringBuilder();
    private @Nullable ChatResponse response;
    private @Nullable Throwable error;

    /** @param hiding makes a text fit for the log */
    ChatStream(ActionContext ctx, UnaryOperator<String> hiding) {
        this.ctx = ctx;
        this.hiding = hiding;
    }

    @Override
    public void onPartialResponse(String text) {
        ctx.heartbeat();
        line.append(text);
        for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
            write(end, 1);
        }
        if (line.length() > MAX_LINE) {
            write(line.length(), 0);
        }
    }

    private void write(int end, int separator) {
        ctx.log(hiding.apply(line.substring(0, end)));
        line.delete(0, end + separator);
    }

    /** The last line, which has no end. */
    void finish() {
        if (!line.isEmpty()) {
            write(line.length(), 0);
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse whole) {
        response = whole;
    }

    @Override
    public void onError(Throwable thrown) {
        error = error == null ? thrown : error;
    }

    @Nullable
    ChatResponse response() {
        return response;
    }

    @Nullable
    Throwable error() {
        return error;
    }
}
