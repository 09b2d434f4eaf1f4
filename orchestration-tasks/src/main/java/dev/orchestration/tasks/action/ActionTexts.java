package dev.orchestration.tasks.action;

import dev.orchestration.state.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** Descriptions and schemas of a provider's actions, from the file {@code actions.json} beside its class. */
public record ActionTexts(Map<?, ?> byName) {
    private static final String FILE = "actions.json";

    /** The texts of the actions that {@code provider} brings. */
    public static ActionTexts of(Class<? extends ActionProvider> provider) {
        try (InputStream in = Objects.requireNonNull(provider.getResourceAsStream(FILE), FILE)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new ActionTexts((Map<?, ?>) Objects.requireNonNull(Json.read(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param name module and action with a dot between them */
    public ActionDescriptor descriptor(String name) {
        Map<?, ?> entry = part(byName, name);
        int dot = name.indexOf('.');
        return new ActionDescriptor(
                new ActionName(name.substring(0, dot), name.substring(dot + 1)),
                Objects.toString(entry.get("description")),
                ActionKind.valueOf(Objects.toString(entry.get("kind"))),
                Json.freezeMap(part(entry, "parameters"), name + ".parameters"),
                Json.freezeMap(part(entry, "output"), name + ".output"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> part(Map<?, ?> map, String key) {
        return (Map<String, ?>) Objects.requireNonNull(map.get(key), key);
    }
}
