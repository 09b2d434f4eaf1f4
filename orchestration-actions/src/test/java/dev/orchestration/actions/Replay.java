package dev.orchestration.actions;

import dev.orchestration.state.Json;
import java.util.ArrayList;
import java.util.List;

/** The events of a streamed chat completion, in the shape in which OpenAI's endpoint sends them. */
final class Replay {
    private static final String HEAD =
            "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1767225600,"
                    + "\"model\":\"small-2026-01\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_1\",";

    private Replay() {}

    /** A whole answer: the role, the pieces of its text, the reason of its end, and what it used. */
    static ScriptedServer.Script answer(String... pieces) {
        List<String> events = new ArrayList<>();
        events.add(
                HEAD + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null},"
                        + "\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}");
        for (String piece : pieces) {
            events.add(piece(piece));
        }
        events.add(end("stop"));
        events.add(usage(1_000, 200));
        events.add("[DONE]");
        return ScriptedServer.bytes(ScriptedServer.stream(events.toArray(new String[0])));
    }

    static String piece(String text) {
        return HEAD + "\"choices\":[{\"index\":0,\"delta\":{\"content\":" + Json.write(text)
                + "},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}";
    }

    static String end(String reason) {
        return HEAD + "\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"" + reason
                + "\"}],\"usage\":null}";
    }

    /** The last chunk, which has no choices. */
    static String usage(int in, int out) {
        return HEAD + "\"choices\":[],\"usage\":{\"prompt_tokens\":" + in + ",\"completion_tokens\":" + out
                + ",\"total_tokens\":" + (in + out) + ",\"prompt_tokens_details\":{\"cached_tokens\":0,"
                + "\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0}}}";
    }
}
