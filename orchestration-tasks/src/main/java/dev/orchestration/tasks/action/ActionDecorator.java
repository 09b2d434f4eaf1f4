package dev.orchestration.tasks.action;

/** Puts something around an action without changing it: measures it, guards it, translates its failures. */
@FunctionalInterface
public interface ActionDecorator {
    /**
     * What runs in place of {@code inner}. Called once for each action that it is declared for; what it gives is called by
     * several attempts at once.
     */
    Action decorate(ActionName name, Action inner);
}
