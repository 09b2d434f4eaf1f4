package dev.orchestration.store;

import java.nio.file.Path;

/**
 * A backup that was made.
 *
 * @param path a store like any other
 * @param bytes of the file itself
 */
public record Copied(Path path, long bytes, FileTotal outputs, FileTotal logs) {}
