package dev.orchestration.projects;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Times;
import dev.orchestration.state.project.ProjectRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The files with which a project begins, but for those that the documentation adds. Stateless. */
final class ProjectFiles {
    private static final String SETTINGS = "config/project.json";
    private static final String IGNORED = ".gitignore";

    private ProjectFiles() {}

    /** By their paths in the project; what the template does not bring is added. */
    static Map<String, byte[]> of(ProjectRow row, NewProject wanted) {
        Path template = wanted.template();
        Map<String, byte[]> files =
                new TreeMap<>(template == null ? BuiltInTemplates.of(wanted.type()) : UserTemplate.read(template));
        Placeholders words = new Placeholders(Map.of(
                "name", row.name(),
                "description", row.description(),
                "type", row.type(),
                "owner", row.owner(),
                "version", row.version(),
                "date", Times.iso(row.createdAt()).substring(0, 10)));
        files = filled(files, words);
        files.putIfAbsent(SETTINGS, bytes(settings(row)));
        files.putIfAbsent(IGNORED, bytes(".orchestration/\nresults/\n__pycache__/\n"));
        return files;
    }

    private static Map<String, byte[]> filled(Map<String, byte[]> template, Placeholders words) {
        Map<String, byte[]> files = new TreeMap<>();
        template.forEach((path, content) -> {
            String own = words.fillPath(path);
            if (files.put(own, words.fill(own, content)) != null) {
                throw new OrchestrationException(
                        ErrorCode.BAD_PARAMETERS,
                        "the template has " + path + ", which becomes " + own
                                + " as another file of it does; name one of them otherwise");
            }
        });
        return files;
    }

    private static String settings(ProjectRow row) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("name", row.name());
        settings.put("type", row.type());
        settings.put("version", row.version());
        Json.putNullable(settings, "config", Json.read(row.config()));
        return Json.pretty(settings) + "\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
