package dev.orchestration.tasks.action;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/** All actions known to one engine. A later registration under the same name replaces the earlier. Thread-safe. */
public final class ActionRegistry {
    /** An action with its description. */
    public record Entry(ActionDescriptor descriptor, Action action) {}

    private final Map<ActionName, Entry> entries = new ConcurrentHashMap<>();

    /** A registry that knows the built-in actions and those of providers on the class path. */
    public static ActionRegistry standard() {
        ActionRegistry registry = new ActionRegistry();
        for (ActionProvider provider :
                ServiceLoader.load(ActionProvider.class, ActionProvider.class.getClassLoader())) {
            provider.registerActions(registry);
        }
        return registry;
    }

    public void register(ActionDescriptor descriptor, Action action) {
        entries.put(descriptor.name(), new Entry(descriptor, action));
    }

    /** Registers an action of which only the name is known. */
    public void register(String module, String action, Action code) {
        register(ActionDescriptor.of(new ActionName(module, action)), code);
    }

    public Optional<Entry> find(ActionName name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** @throws OrchestrationException ({@code UNKNOWN_ACTION}) if there is none */
    public Entry require(ActionName name) {
        return find(name)
                .orElseThrow(() -> new OrchestrationException(
                        ErrorCode.UNKNOWN_ACTION,
                        "no action " + Quoted.of(name.toString()) + " is registered" + suggestion(name)));
    }

    /** The end of a sentence that says that an action is not registered: the nearest one, or all. */
    public String suggestion(ActionName name) {
        return Nearest.suggestionOrKnown(
                name.toString(), names().stream().map(ActionName::toString).toList());
    }

    /** All names, sorted. */
    public List<ActionName> names() {
        return entries.keySet().stream().sorted().toList();
    }
}
