package dev.orchestration.tasks.action;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds plug-ins to a registry: the engine's own first, then the others in the order of their names, so that the order of the
 * class path decides nothing. Of two with one action the later has it, and that is told. One that fails brings nothing and
 * is told, and the others live.
 */
final class PluginLoader {
    private static final Logger LOG = LoggerFactory.getLogger(PluginLoader.class);
    private static final int MAX_FAULTS = 20;
    private static final String OURS = "dev.orchestration.";

    private record Found(ActionProvider provider, String name, String version) {
        private static final Comparator<Found> ORDER = Comparator.comparing((Found found) -> !found.isOurs())
                .thenComparing(Found::name)
                .thenComparing(found -> found.provider.getClass().getName());

        boolean isOurs() {
            return provider.getClass().getName().startsWith(OURS);
        }
    }

    private final ActionRegistry registry;
    private final Set<Class<?>> known = new HashSet<>();
    private final List<Plugin> plugins = new ArrayList<>();

    /** @param registry this alone adds plug-ins to it */
    PluginLoader(ActionRegistry registry) {
        this.registry = registry;
    }

    /** Adds those that {@code loader} finds and that were not added before. */
    void add(ClassLoader loader) {
        add(ServiceLoader.load(ActionProvider.class, loader).stream().iterator());
    }

    void add(Iterator<ServiceLoader.Provider<ActionProvider>> providers) {
        List<Found> found = new ArrayList<>();
        while (hasNext(providers)) {
            ServiceLoader.Provider<ActionProvider> next = providers.next();
            if (!known.contains(next.type())) {
                find(next, found);
            }
        }
        found.sort(Found.ORDER);
        found.forEach(this::register);
    }

    /** All that were found so far, in the order in which they were added; those that could not even be made come first. */
    List<Plugin> plugins() {
        return List.copyOf(plugins);
    }

    /** A service file that cannot be read is passed over once that was told; a class path that cannot be is told for ever. */
    private boolean hasNext(Iterator<ServiceLoader.Provider<ActionProvider>> providers) {
        for (int faults = 0; faults < MAX_FAULTS; faults++) {
            try {
                return providers.hasNext();
            } catch (ServiceConfigurationError | LinkageError e) {
                tell(Plugin.failed("that a service file names", "", e), e);
            }
        }
        return false;
    }

    private void find(ServiceLoader.Provider<ActionProvider> next, List<Found> found) {
        try {
            ActionProvider provider = next.get();
            if (known.add(
                    provider.getClass())) { // not the type of next: of a static provider() that may be any above it
                found.add(named(provider));
            }
        } catch (Throwable e) { // foreign code: an AssertionError harms no other plug-in either
            if (!Modifier.isAbstract(next.type().getModifiers())) {
                known.add(next.type());
            }
            tell(Plugin.failed(next.type().getName(), "", e), e);
        }
    }

    private Found named(ActionProvider provider) {
        try {
            return new Found(provider, provider.name(), provider.version());
        } catch (Throwable e) { // foreign code; its actions may be sound
            LOG.warn(
                    "the plug-in {} does not say its name and version",
                    provider.getClass().getName(),
                    e);
            return new Found(provider, provider.getClass().getName(), "");
        }
    }

    private void register(Found found) {
        Map<ActionName, ActionRegistry.Entry> before = registry.plainEntries();
        Runnable undo = registry.whatUndoes();
        try {
            found.provider().registerActions(registry);
        } catch (Throwable e) { // foreign code: an AssertionError harms no other plug-in either
            undo.run();
            tell(Plugin.failed(found.name(), found.version(), e), e);
            return;
        }
        List<ActionName> brought = registry.plainEntries().entrySet().stream()
                .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        Plugin plugin = new Plugin(found.name(), found.version(), brought, Optional.empty());
        brought.stream().filter(before::containsKey).forEach(action -> tellReplaced(action, plugin));
        plugins.replaceAll(earlier -> earlier.without(brought));
        plugins.add(plugin);
        LOG.debug("plug-in {} brings {}", plugin.title(), brought);
    }

    private void tellReplaced(ActionName action, Plugin later) {
        String earlier = plugins.stream()
                .filter(plugin -> plugin.actions().contains(action))
                .map(Plugin::title)
                .findFirst()
                .orElse("the host");
        LOG.warn(
                "the action {} of {} is replaced by that of the plug-in {}; remove one of them from the class path if that"
                        + " is not meant",
                action,
                earlier,
                later.title());
    }

    private void tell(Plugin failed, Throwable thrown) {
        if (plugins.contains(failed)) { // one that is made anew by each loader
            return;
        }
        plugins.add(failed);
        LOG.warn("the plug-in {} brings no actions, because it failed", failed.title(), thrown);
    }
}
