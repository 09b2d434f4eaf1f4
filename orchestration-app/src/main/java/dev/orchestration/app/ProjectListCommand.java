package dev.orchestration.app;

import dev.orchestration.projects.Project;
import dev.orchestration.projects.ProjectManager;
import dev.orchestration.projects.ProjectStatus;
import dev.orchestration.state.Json;
import dev.orchestration.state.Wire;
import dev.orchestration.state.journal.StoreUnreadyException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate project list}. */
final class ProjectListCommand implements Command {
    private static final String ALL = "--all";
    private static final String STATUS = "--status";

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "List the projects of the store, by name",
                "orchestrate project list",
                "orchestrate project list --status paused",
                "orchestrate project list --all --json");
        SharedOptions.flag(spec, "Those that are archived, too.", ALL, "-a");
        SharedOptions.text(spec, "STATUS", "Those that are " + Wire.legal(ProjectStatus.class) + ".", STATUS);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the list");
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        if (!arguments.words().isEmpty()) {
            throw new UsageException("too many words: " + String.join(" ", arguments.words()));
        }
        String given = arguments.text(STATUS);
        ProjectStatus status = given == null ? null : ProjectStatus.of(given);
        StoreLocation location = arguments.store();
        if (!location.exists()) {
            return tell(arguments, List.of());
        }
        try {
            return new ProjectDesk(arguments).looking(projects -> {
                tellUnread(arguments, projects);
                return tell(arguments, status == null ? usual(arguments, projects) : projects.listProjects(status));
            });
        } catch (StoreUnreadyException e) {
            // One that nobody has made yet, or of a version that knew no projects.
            return tell(arguments, List.of());
        }
    }

    private static void tellUnread(Arguments arguments, ProjectManager projects) {
        projects.unreadProjects()
                .forEach(unread -> arguments
                        .caller()
                        .err()
                        .line("not listed: " + unread.name() + " in " + arguments.shown(unread.path()) + ": "
                                + unread.why()));
    }

    private static List<Project> usual(Arguments arguments, ProjectManager projects) {
        return arguments.has(ALL) ? projects.allProjects() : projects.listProjects();
    }

    private static int tell(Arguments arguments, List<Project> projects) {
        Caller caller = arguments.caller();
        if (arguments.json()) {
            caller.out()
                    .line(Json.pretty(projects.stream().map(ProjectView::json).toList()));
        } else if (!projects.isEmpty()) {
            caller.out().print(ProjectView.table(projects));
        } else if (!arguments.quiet()) {
            caller.err().line("no such projects; " + caller.program() + " project new NAME begins one");
        }
        return ExitCodes.DONE;
    }
}
