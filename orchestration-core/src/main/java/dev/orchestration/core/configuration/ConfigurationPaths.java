package dev.orchestration.core.configuration;

import dev.orchestration.core.configuration.Setting.Source;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where files of settings are looked for. Immutable.
 *
 * @param project the nearest one at or above a directory; where there is none, where it would be
 * @param user the one of the user
 */
public record ConfigurationPaths(Path project, Path user) {
    private static final String NAME = "config.yaml";

    /**
     * As this environment has them.
     *
     * @param directory absolute
     */
    public static ConfigurationPaths of(Map<String, String> environment, Path directory) {
        Path user = folder(environment).resolve("orchestration").resolve(NAME).normalize();
        return new ConfigurationPaths(nearest(directory), user);
    }

    private static Path folder(Map<String, String> environment) {
        String said = environment.getOrDefault("XDG_CONFIG_HOME", "");
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
        try {
            Path folder = Path.of(said);
            if (folder.isAbsolute()) { // the convention has relative ones ignored
                return folder;
            }
        } catch (InvalidPathException e) {
            // as if it were not set
        }
        return Path.of(home, ".config").toAbsolutePath();
    }

    private static Path nearest(Path directory) {
        for (Path at = directory; at != null; at = at.getParent()) {
            Path file = in(at);
            if (Files.exists(file)) {
                return file;
            }
        }
        return in(directory);
    }

    private static Path in(Path folder) {
        return folder.resolve(".orchestration").resolve(NAME);
    }

    /** The file of the project or of the user, if there is one. */
    public Optional<Path> present(Source source) {
        Path file = source == Source.PROJECT ? project : user;
        boolean twice = source == Source.USER && user.equals(project);
        return Files.exists(file) && !twice ? Optional.of(file) : Optional.empty();
    }
}
