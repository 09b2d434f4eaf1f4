package dev.orchestration.app;

import dev.orchestration.projects.Project;
import dev.orchestration.tasks.action.Printable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** Projects as the command shows them. */
final class ProjectView {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private ProjectView() {}

    static Map<String, Object> json(Project project) {
        return StoreUpkeep.json(
                "name",
                project.name(),
                "path",
                project.path().toString(),
                "type",
                project.type().wire(),
                "description",
                project.description(),
                "status",
                project.status().wire(),
                "config",
                project.config(),
                "owner",
                project.owner(),
                "version",
                project.version(),
                "created_at",
                time(project.createdAt()),
                "updated_at",
                time(project.updatedAt()));
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** One project, a line for each thing known of it. */
    static String page(Project project) {
        return Printable.text(String.join(
                "\n",
                "name         " + project.name(),
                "type         " + project.type().wire(),
                "status       " + project.status().wire(),
                "description  " + (project.description().isEmpty() ? "none" : project.description()),
                "path         " + project.path(),
                "owner        " + project.owner(),
                "version      " + project.version(),
                "created      " + time(project.createdAt()),
                "updated      " + time(project.updatedAt()),
                ""));
    }

    /** A line for each. */
    static String table(List<Project> projects) {
        int names = width(projects.stream().map(Project::name).toList());
        int types =
                width(projects.stream().map(project -> project.type().wire()).toList());
        StringBuilder out = new StringBuilder();
        for (Project project : projects) {
            out.append(padded(project.name(), names))
                    .append(padded(project.type().wire(), types))
                    .append(padded(project.status().wire(), "completed".length()))
                    .append(Printable.text(project.path().toString()))
                    .append('\n');
        }
        return out.toString();
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()) + 2);
    }
}
