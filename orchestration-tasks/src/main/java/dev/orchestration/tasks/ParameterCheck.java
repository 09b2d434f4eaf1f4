package dev.orchestration.tasks;

import dev.orchestration.tasks.action.ActionDescriptor;
import java.util.List;
import java.util.Map;

/** Whether parameters are what an action takes. Thread-safe. */
@FunctionalInterface
public interface ParameterCheck {
    /** Finds no fault, whatever the action's schema says. */
    ParameterCheck NONE = (action, parameters) -> List.of();

    /** What {@code action} does not take, for people; empty if it takes all. */
    List<String> faults(ActionDescriptor action, Map<String, Object> parameters);
}
