package dev.orchestration.app;

import dev.orchestration.projects.Project;
import dev.orchestration.state.Json;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate project show NAME}. */
final class ProjectShowCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec, "Show one project", "orchestrate project show sales", "orchestrate project show sales --json");
        SharedOptions.argument(spec, "NAME", "The project.");
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "it");
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        String name = ProjectDesk.name(arguments, 1);
        return new ProjectDesk(arguments).looking(projects -> {
            Project project = projects.getProject(name);
            arguments
                    .caller()
                    .out()
                    .print(
                            arguments.json()
                                    ? Json.pretty(ProjectView.json(project)) + "\n"
                                    : ProjectView.page(project));
            return ExitCodes.DONE;
        });
    }
}
