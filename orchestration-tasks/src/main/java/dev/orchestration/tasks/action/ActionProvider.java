package dev.orchestration.tasks.action;

/** Brings actions; found on the class path by {@link java.util.ServiceLoader}. */
public interface ActionProvider {
    void registerActions(ActionRegistry registry);
}
