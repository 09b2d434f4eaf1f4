package dev.orchestration.resources;

/** Is told what happened to resources, one event at a time, in the order in which it happened. */
@FunctionalInterface
public interface ResourceListener {
    /**
     * Called outside of every lock, on a thread that uses the manager; it may use the manager itself. It must be quick: what
     * happens meanwhile is kept and told afterwards. What it throws is counted and logged, and harms nobody else.
     */
    void happened(ResourceEvent event);
}
