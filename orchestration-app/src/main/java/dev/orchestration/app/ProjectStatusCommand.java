package dev.orchestration.app;

import dev.orchestration.projects.Project;
import dev.orchestration.projects.ProjectStatus;
import dev.orchestration.state.Wire;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate project status NAME STATUS}. */
final class ProjectStatusCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Move a project on: pause it, complete it, archive it",
                "orchestrate project status sales paused",
                "orchestrate project status sales archived",
                "orchestrate project status sales active --json");
        SharedOptions.argument(spec, "NAME STATUS", "The project; " + Wire.legal(ProjectStatus.class) + ".");
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the project");
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        String name = ProjectDesk.name(arguments, 2);
        if (arguments.words().size() < 2) {
            throw new UsageException("say what the project " + name + " is to be: " + Wire.legal(ProjectStatus.class));
        }
        ProjectStatus status = ProjectStatus.of(arguments.words().get(1));
        return new ProjectDesk(arguments).looking(projects -> {
            Project moved = projects.updateProjectStatus(name, status);
            return StoreUpkeep.tell(arguments, name + " is " + moved.status().wire(), ProjectView.json(moved));
        });
    }
}
