package dev.orchestration.projects;

import java.nio.file.Path;

/**
 * An entry that says what this version does not know, as one of a later version may. Immutable.
 *
 * @param why what it is, and what this version knows instead
 */
public record UnreadProject(String name, Path path, String why) {}
