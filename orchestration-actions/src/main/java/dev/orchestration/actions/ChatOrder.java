package dev.orchestration.actions;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.orchestration.state.Json;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.Parameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a step wants of {@code llm.chat}.
 *
 * @param json whether the answer is to be JSON
 */
record ChatOrder(ChatRequest request, String model, boolean json, Duration timeout) {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    static ChatOrder of(Parameters parameters, @Nullable String usualModel) throws ActionFailedException {
        String model = parameters.text("model", usualModel == null ? "" : usualModel);
        if (model.isBlank()) {
            throw Parameters.bad(
                    "the parameter 'model' is missing, and there is no usual one: set ORCHESTRATION_LLM_MODEL");
        }
        ResponseFormat format = format(parameters);
        ChatRequest.Builder request = ChatRequest.builder().modelName(model).messages(messages(parameters));
        if (format != null) {
            request.responseFormat(format);
        }
        Double temperature = temperature(parameters);
        if (temperature != null) {
            request.temperature(temperature);
        }
        Long most = parameters.positive("max_tokens");
        if (most != null) {
            request.maxOutputTokens(most.intValue());
        }
        return new ChatOrder(request.build(), model, format != null, HttpOrder.timeout(parameters, TIMEOUT));
    }

    private static List<ChatMessage> messages(Parameters parameters) throws ActionFailedException {
        List<ChatMessage> messages = new ArrayList<>();
        String system = parameters.textOrNull("system");
        if (system != null && !system.isBlank()) {
            messages.add(SystemMessage.from(system));
        }
        String prompt = parameters.textOrNull("prompt");
        Object given = parameters.values().get("messages");
        if ((prompt == null) == (given == null)) {
            throw Parameters.bad("one of the parameters 'prompt' and 'messages' must be there, and not both");
        }
        if (prompt != null) {
            messages.add(message("prompt", "user", prompt));
        } else if (given instanceof List<?> list && !list.isEmpty()) {
            for (Object each : list) {
                messages.add(message(each));
            }
        } else {
            throw Parameters.bad("the parameter 'messages' must be a list of at least one message");
        }
        return messages;
    }

    private static ChatMessage message(@Nullable Object given) throws ActionFailedException {
        if (given instanceof Map<?, ?> map
                && map.get("role") instanceof String role
                && map.get("content") instanceof String content) {
            return message("messages", role, content);
        }
        throw Parameters.bad("the parameter 'messages' must hold objects with role and content, both texts");
    }

    private static ChatMessage message(String parameter, String role, String content) throws ActionFailedException {
        if (content.isBlank()) {
            throw Parameters.bad("the parameter '" + parameter + "' holds a text with nothing in it");
        }
        return switch (role) {
            case "system" -> SystemMessage.from(content);
            case "user" -> UserMessage.from(content);
            case "assistant" -> AiMessage.from(content);
            default -> throw Parameters.bad("a role is system, user or assistant, and not '" + role + "'");
        };
    }

    private static @Nullable ResponseFormat format(Parameters parameters) throws ActionFailedException {
        Object schema = parameters.values().get("response_schema");
        if (schema instanceof Map<?, ?>) {
            JsonSchema named = JsonSchema.builder()
                    .name("answer")
                    .rootElement(JsonRawSchema.from(Json.write(schema)))
                    .build();
            return ResponseFormat.builder()
                    .type(ResponseFormatType.JSON)
                    .jsonSchema(named)
                    .build();
        }
        if (schema != null) {
            throw Parameters.bad("the parameter 'response_schema' must be a JSON Schema");
        }
        return switch (parameters.text("response_format", "text")) {
            case "text" -> null;
            case "json" -> ResponseFormat.JSON;
            default -> throw Parameters.bad("the parameter 'response_format' must be text or json");
        };
    }

    private static @Nullable Double temperature(Parameters parameters) throws ActionFailedException {
        Object given = parameters.values().get("temperature");
        if (given == null) {
            return null;
        }
        if (given instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 2) {
            return number.doubleValue();
        }
        throw Parameters.bad("the parameter 'temperature' must be a number from 0 to 2");
    }
}
