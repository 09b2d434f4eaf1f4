package dev.orchestration.tasks.action;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All actions known to one engine, with what is declared around them. A later registration under the same name replaces the
 * earlier. Thread-safe: one lock guards what was declared, and readers see what follows from it without the lock.
 */
public final class ActionRegistry {
    /** Stands for every module, or every action of a module, where something is declared around actions. */
    public static final String ANY = "*";

    /** An action with its description. */
    public record Entry(ActionDescriptor descriptor, Action action) {}

    private record Decoration(ActionName target, int order, ActionDecorator decorator) {
        boolean isFor(ActionName name) {
            return (target.module().equals(ANY) || target.module().equals(name.module()))
                    && (target.action().equals(ANY) || target.action().equals(name.action()));
        }
    }

    private static final Comparator<Decoration> INNERMOST_FIRST =
            Comparator.comparingInt(Decoration::order).reversed();

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<ActionName, Entry> plain = new LinkedHashMap<>();

    /** The one declared last first, so that after a stable sort of equals the one declared first is outermost. */
    @GuardedBy("lock")
    private List<Decoration> decorations = List.of();

    private final Map<ActionName, Entry> entries = new ConcurrentHashMap<>();

    private final PluginLoader loader = new PluginLoader(this);

    /** A registry that knows the built-in actions and those of providers on the class path. */
    public static ActionRegistry standard() {
        ActionRegistry registry = new ActionRegistry();
        registry.addPlugins(ActionProvider.class.getClassLoader());
        return registry;
    }

    /**
     * Adds the actions of providers that a class loader finds, where they were not added before: those of a host's plug-in
     * folder, for example. They are added in the order of their names, and replace actions that are there, which is told in
     * the log. A provider that fails brings nothing; see {@link #plugins()}.
     */
    public void addPlugins(ClassLoader from) {
        synchronized (loader) {
            loader.add(from);
        }
    }

    /** The providers that were found by {@link #standard()} and {@link #addPlugins}, the built-in ones too. */
    public List<Plugin> plugins() {
        synchronized (loader) {
            return loader.plugins();
        }
    }

    /** What was registered, without what is around it. */
    Map<ActionName, Entry> plainEntries() {
        synchronized (lock) {
            return Map.copyOf(plain);
        }
    }

    /** What brings back the registry as it is now. */
    Runnable whatUndoes() {
        synchronized (lock) {
            Map<ActionName, Entry> plainNow = new LinkedHashMap<>(plain);
            Map<ActionName, Entry> entriesNow = Map.copyOf(entries);
            List<Decoration> decorationsNow = decorations;
            return () -> {
                synchronized (lock) {
                    plain.clear();
                    plain.putAll(plainNow);
                    decorations = decorationsNow;
                    entries.putAll(entriesNow);
                    entries.keySet().retainAll(entriesNow.keySet());
                }
            };
        }
    }

    /**
     * Makes an action known. What a decorator throws that is to be around it is thrown here; then nothing has changed.
     */
    public void register(ActionDescriptor descriptor, Action action) {
        synchronized (lock) {
            Entry entry = new Entry(descriptor, action);
            Entry decorated = decorated(entry, decorations);
            plain.put(descriptor.name(), entry);
            entries.put(descriptor.name(), decorated);
        }
    }

    /** Registers an action of which only the name is known. */
    public void register(String module, String action, Action code) {
        register(ActionDescriptor.of(new ActionName(module, action)), code);
    }

    /**
     * Registers an action whose parameters are a record; see {@link ActionDescriptor#of(ActionName, Class)}.
     *
     * @throws IllegalArgumentException as there
     */
    public <P extends Record> void register(
            String module, String action, Class<P> parameters, TypedAction<P, ?> code) {
        register(ActionDescriptor.of(new ActionName(module, action), parameters), BoundAction.of(parameters, code));
    }

    /** As {@link #register(String, String, Class, TypedAction)}, with an output of a known type. */
    public <P extends Record, R> void register(
            String module, String action, Class<P> parameters, Class<R> output, TypedAction<P, R> code) {
        ActionName name = new ActionName(module, action);
        register(ActionDescriptor.of(name, parameters, output), BoundAction.of(parameters, code));
    }

    /** As {@link #decorate(String, String, int, ActionDecorator)} with the order 0. */
    public void decorate(String module, String action, ActionDecorator decorator) {
        decorate(module, action, 0, decorator);
    }

    /**
     * Puts {@code decorator} around an action from now on, whether it is registered already, later, or anew; attempts that run
     * are not touched. Actions that only wait run no code, so nothing is ever around them.
     *
     * @param module of the action, or {@link #ANY}
     * @param action the action, or {@link #ANY}
     * <p>The decorator is asked for each action under the registry's lock, so it must be quick and must not call the registry.
     * What it throws is thrown here; then nothing has changed, and it is not asked again.
     *
     * @param order the smaller, the farther outside; of equals the one declared first is outside
     */
    public void decorate(String module, String action, int order, ActionDecorator decorator) {
        synchronized (lock) {
            List<Decoration> more = new ArrayList<>(decorations);
            more.add(0, new Decoration(new ActionName(module, action), order, decorator));
            more.sort(INNERMOST_FIRST);
            Map<ActionName, Entry> anew = new LinkedHashMap<>();
            List.copyOf(plain.values())
                    .forEach(entry -> anew.put(entry.descriptor().name(), decorated(entry, more)));
            decorations = List.copyOf(more);
            entries.putAll(anew);
        }
    }

    private static Entry decorated(Entry entry, List<Decoration> decorations) {
        ActionName name = entry.descriptor().name();
        Action action = entry.action();
        for (Decoration each : decorations) {
            if (each.isFor(name) && entry.descriptor().kind() != ActionKind.WAIT) {
                action = each.decorator().decorate(name, action);
            }
        }
        return new Entry(entry.descriptor(), action);
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
