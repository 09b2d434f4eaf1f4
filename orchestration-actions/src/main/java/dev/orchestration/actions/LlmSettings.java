package dev.orchestration.actions;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the language model is.
 *
 * @param baseUrl of an endpoint that speaks as OpenAI's does, up to and without {@code /chat/completions}; null for none. It is
 *     the operator's word, so the rule for addresses does not apply to it
 * @param key null where the endpoint wants none
 * @param model for steps that name none; null for none
 * @param prices by the name of the model
 */
public record LlmSettings(
        @Nullable String baseUrl,
        @Nullable ApiKey key,
        @Nullable String model,
        Map<String, Price> prices) {
    public LlmSettings {
        prices = Map.copyOf(prices);
    }

    /** No endpoint: steps that want one fail, and say what to set. */
    public static LlmSettings none() {
        return new LlmSettings(null, null, null, Map.of());
    }
}
