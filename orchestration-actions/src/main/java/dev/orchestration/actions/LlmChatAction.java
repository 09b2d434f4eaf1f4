package dev.orchestration.actions;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.orchestration.actions.wire.Call;
import dev.orchestration.actions.wire.Target;
import dev.orchestration.actions.wire.WireClient;
import dev.orchestration.state.Clock;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.Parameters;

/** The action {@code llm.chat}. Thread-safe. */
final class LlmChatAction {
    private final LlmSettings settings;
    private final WireClient client;
    private final HostGates gates;
    private final Clock clock;

    LlmChatAction(LlmSettings settings, WireClient client, HostGates gates, Clock clock) {
        this.settings = settings;
        this.client = client;
        this.gates = gates;
        this.clock = clock;
    }

    Object run(ActionContext ctx) throws ActionFailedException {
        String url = settings.baseUrl();
        if (url == null) {
            throw Parameters.bad("there is no language model: set ORCHESTRATION_LLM_BASE_URL, and what it needs of"
                    + " ORCHESTRATION_LLM_API_KEY and ORCHESTRATION_LLM_MODEL");
        }
        try {
            Target endpoint = Target.parse(url);
            ChatOrder order = ChatOrder.of(Parameters.of(ctx), settings.model());
            ctx.log("model " + order.model() + " of " + endpoint.shown());
            ChatResponse answer =
                    gates.of(endpoint.origin()).pass(() -> answer(ctx, url, endpoint, order), any -> false);
            return new ChatAnswer(answer, order, settings).output();
        } catch (ActionFailedException e) {
            throw new ActionFailedException(e.failure().type(), e.failure().kind(), hidden(e.getMessage()));
        }
    }

    private ChatResponse answer(ActionContext ctx, String url, Target endpoint, ChatOrder order)
            throws ActionFailedException {
        ModelConnection connection =
                new ModelConnection(client, Call.of(ctx, clock, order.timeout()), TraceHeaders.of(ctx));
        ApiKey key = settings.key();
        OpenAiStreamingChatModel model = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(connection)
                .baseUrl(url)
                .apiKey(key == null ? null : key.secret())
                .build();
        ChatStream stream = new ChatStream(ctx, this::hidden);
        model.chat(order.request(), stream);
        stream.finish();
        ActionFailedException failure = connection.failure();
        if (failure != null) {
            throw failure;
        }
        Throwable error = stream.error();
        if (error != null) {
            throw ModelFaults.external(
                    "BadResponse", endpoint.shown() + " answered what cannot be read: " + error.getMessage());
        }
        ChatResponse response = stream.response();
        if (response == null || (!connection.isDone() && response.finishReason() == null)) {
            throw ModelFaults.external("StreamCut", endpoint.shown() + " ended in the middle of its answer");
        }
        return response;
    }

    private String hidden(String text) {
        ApiKey key = settings.key();
        return key == null ? text : key.hiddenIn(text);
    }
}
