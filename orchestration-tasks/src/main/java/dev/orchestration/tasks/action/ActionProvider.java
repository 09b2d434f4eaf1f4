package dev.orchestration.tasks.action;

/**
 * Brings actions: a plug-in. Found on the class path by {@link java.util.ServiceLoader}, which needs a public constructor
 * without parameters; see {@link ActionRegistry#plugins()} for what becomes of it.
 */
public interface ActionProvider {
    /**
     * Registers the actions, once for each engine. What it throws is told, and then nothing that it registered stays.
     *
     * @param registry has the built-in actions, and those of plug-ins whose names come earlier
     */
    void registerActions(ActionRegistry registry);

    /** What people call the plug-in; without this the name of its class. */
    default String name() {
        return getClass().getName();
    }

    /** Its version; without this what the manifest of its jar says ({@code Implementation-Version}), empty if nothing. */
    default String version() {
        Package of = getClass().getPackage();
        String said = of == null ? null : of.getImplementationVersion();
        return said == null ? "" : said;
    }
}
