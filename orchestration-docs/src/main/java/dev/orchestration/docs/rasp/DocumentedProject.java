package dev.orchestration.docs.rasp;

/**
 * What the documents say of a project that does not lie in its folder. Any text will do: it is shown as text, never as
 * markup. Immutable.
 *
 * @param description may be empty
 */
public record DocumentedProject(String name, String type, String description, String owner, String version) {}
