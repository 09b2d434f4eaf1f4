package dev.orchestration.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate project docs NAME}. */
final class ProjectDocsCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Write the pages of a project anew from what lies in its folder",
                "orchestrate project docs sales",
                "orchestrate project docs sales --json");
        SharedOptions.argument(spec, "NAME", "The project.");
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the names of the pages that were written");
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        String name = ProjectDesk.name(arguments, 1);
        return new ProjectDesk(arguments).looking(projects -> {
            List<String> written =
                    projects.documentProject(name).stream().map(Path::toString).toList();
            String told = written.isEmpty()
                    ? "nothing to write: the pages are as they should be"
                    : StoreUpkeep.count(written.size(), "page") + " written: " + String.join(", ", written);
            return StoreUpkeep.tell(arguments, told, StoreUpkeep.json("name", name, "written", written));
        });
    }
}
