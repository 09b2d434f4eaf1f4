package dev.orchestration.tasks.action;

import java.util.List;
import java.util.Optional;

/**
 * A plug-in that was found on the class path, and what became of it.
 *
 * @param name as {@link ActionProvider#name()} says it; where even that failed, what is known of its class
 * @param actions what it registered and has not lost to a later plug-in, sorted
 * @param failure why it brought nothing, empty if it did what it should
 */
public record Plugin(String name, String version, List<ActionName> actions, Optional<String> failure) {
    static Plugin failed(String name, String version, Throwable thrown) {
        return new Plugin(name, version, List.of(), Optional.of(thrown.toString()));
    }

    /** Name and version, for a message. */
    String title() {
        return version.isEmpty() ? name : name + " " + version;
    }

    Plugin without(List<ActionName> lost) {
        return new Plugin(
                name,
                version,
                actions.stream().filter(action -> !lost.contains(action)).toList(),
                failure);
    }
}
