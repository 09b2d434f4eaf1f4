package dev.orchestration.actions;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.ActionFailedException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model's answer as the output of a step. */
record ChatAnswer(ChatResponse response, ChatOrder order, LlmSettings settings) {
    Map<String, Object> output() throws ActionFailedException {
        String text = hidden(textOf(response));
        String model = model();
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("text", text);
        Json.putNullable(output, "json", order.json() ? json(text, model) : null);
        Map<String, Object> usage = new LinkedHashMap<>();
        TokenUsage used = response.tokenUsage();
        Json.putNullable(usage, "input_tokens", used == null ? null : used.inputTokenCount());
        Json.putNullable(usage, "output_tokens", used == null ? null : used.outputTokenCount());
        output.put("usage", usage);
        Json.putNullable(output, "cost", cost(used, model));
        output.put("model", model);
        var reason = response.finishReason();
        Json.putNullable(
                output, "finish_reason", reason == null ? null : reason.name().toLowerCase(Locale.ROOT));
        return output;
    }

    private static String textOf(ChatResponse response) {
        String text = response.aiMessage().text();
        return text == null ? "" : text;
    }

    private String model() {
        String answered = response.modelName();
        return answered == null || answered.isEmpty() ? order.model() : hidden(answered);
    }

    private static @Nullable Object json(String text, String model) throws ActionFailedException {
        try {
            return Json.read(text);
        } catch (OrchestrationException e) {
            throw ModelFaults.external(
                    "BadJson", "model " + model + " was asked for JSON, but answered none: " + e.getMessage());
        }
    }

    /** Endpoints call a model by its version where it was asked for by its family, and the price is the family's. */
    private @Nullable BigDecimal cost(@Nullable TokenUsage used, String model) {
        Price price = settings.prices().getOrDefault(model, settings.prices().get(order.model()));
        if (price == null || used == null || used.inputTokenCount() == null || used.outputTokenCount() == null) {
            return null;
        }
        return price.of(used.inputTokenCount(), used.outputTokenCount());
    }

    private String hidden(String text) {
        ApiKey key = settings.key();
        return key == null ? text : key.hiddenIn(text);
    }
}
