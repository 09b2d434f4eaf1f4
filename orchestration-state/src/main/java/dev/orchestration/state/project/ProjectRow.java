package dev.orchestration.state.project;

/**
 * A project as a store keeps it; what the words mean is the business of whoever writes them. Immutable.
 *
 * @param name unique in its store
 * @param path of its folder, absolute
 * @param config a JSON object
 * @param createdAt microseconds since 1970, as {@code updatedAt}
 */
public record ProjectRow(
        String name,
        String path,
        String type,
        String description,
        String status,
        String config,
        String owner,
        String version,
        long createdAt,
        long updatedAt) {}
