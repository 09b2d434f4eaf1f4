package dev.orchestration.projects;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a project is to be. Begin with {@link #named}. Immutable.
 *
 * @param path of the folder to make, null for one of the project's name in the manager's folder
 * @param owner whose it is, null for the user of this process
 * @param template a folder of the user's own to copy, null for the template of the type
 * @param config JSON values to be kept with it
 */
public record NewProject(
        String name,
        ProjectType type,
        String description,
        @Nullable Path path,
        @Nullable String owner,
        @Nullable Path template,
        Map<String, ?> config) {
    /** A project of this type, made from the type's template. */
    public static NewProject named(String name, ProjectType type) {
        return new NewProject(name, type, "", null, null, null, Map.of());
    }

    public NewProject withDescription(String text) {
        return new NewProject(name, type, text, path, owner, template, config);
    }

    public NewProject withPath(@Nullable Path folder) {
        return new NewProject(name, type, description, folder, owner, template, config);
    }

    public NewProject withOwner(@Nullable String user) {
        return new NewProject(name, type, description, path, user, template, config);
    }

    public NewProject withTemplate(@Nullable Path folder) {
        return new NewProject(name, type, description, path, owner, folder, config);
    }

    public NewProject withConfig(Map<String, ?> values) {
        return new NewProject(name, type, description, path, owner, template, values);
    }
}
