package dev.orchestration.projects;

import dev.orchestration.state.Json;
import dev.orchestration.state.Times;
import dev.orchestration.state.project.ProjectRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A project as it stands. Immutable.
 *
 * @param name unique in its store
 * @param path of its folder, absolute; the folder may be gone by now
 * @param config what whoever made it wants kept with it, as JSON has it
 */
public record Project(
        String name,
        Path path,
        ProjectType type,
        String description,
        ProjectStatus status,
        Map<String, Object> config,
        Instant createdAt,
        Instant updatedAt,
        String owner,
        String version) {
    static final String FIRST_VERSION = "0.1.0";

    static Project of(ProjectRow row) {
        return new Project(
                row.name(),
                Path.of(row.path()),
                ProjectType.of(row.type()),
                row.description(),
                ProjectStatus.of(row.status()),
                object(row.config()),
                Times.instant(row.createdAt()),
                Times.instant(row.updatedAt()),
                row.owner(),
                row.version());
    }

    private static Map<String, Object> object(String json) {
        Map<String, Object> config = new LinkedHashMap<>();
        if (Json.read(json) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> Json.putNullable(config, String.valueOf(key), value));
        }
        return Json.freezeMap(config, "config");
    }
}
