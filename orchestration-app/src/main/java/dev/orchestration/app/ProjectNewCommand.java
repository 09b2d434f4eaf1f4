package dev.orchestration.app;

import dev.orchestration.projects.NewProject;
import dev.orchestration.projects.Project;
import dev.orchestration.projects.ProjectType;
import dev.orchestration.state.Json;
import dev.orchestration.state.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate project new NAME}. */
final class ProjectNewCommand implements Command {
    private static final String TYPE = "--type";
    private static final String DESCRIPTION = "--description";
    private static final String PATH = "--path";
    private static final String TEMPLATE = "--template";
    private static final String OWNER = "--owner";

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Make the folder of a project, with a workflow that runs as it is",
                "orchestrate project new sales --type data_pipeline --description \"Sales by region\"",
                "orchestrate project new notes --type documentation --path ../notes",
                "orchestrate project new house --template ../templates/house");
        SharedOptions.argument(spec, "NAME", "Letters, digits, '-', '_' and single '.' between them; at most 100.");
        SharedOptions.text(spec, "TYPE", Wire.legal(ProjectType.class) + "; custom where nothing is said.", TYPE, "-t");
        SharedOptions.text(spec, "TEXT", "What it is for, in one line.", DESCRIPTION);
        SharedOptions.text(spec, "DIR", "The folder to make; by default NAME in the current directory.", PATH);
        SharedOptions.text(
                spec,
                "DIR",
                "A template of your own: a folder, or the name of one in ~/.orchestration/templates.",
                TEMPLATE);
        SharedOptions.text(spec, "USER", "Whose it is; by default yours.", OWNER);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the project");
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        String path = arguments.text(PATH);
        NewProject wanted = NewProject.named(ProjectDesk.name(arguments, 1), type(arguments))
                .withDescription(arguments.text(DESCRIPTION, ""))
                .withOwner(arguments.text(OWNER))
                .withPath(path == null ? null : arguments.path(path))
                .withTemplate(template(arguments));
        return new ProjectDesk(arguments).writing(projects -> {
            Project made = projects.createProject(wanted);
            if (arguments.json()) {
                arguments.caller().out().line(Json.pretty(ProjectView.json(made)));
            }
            if (!arguments.quiet()) {
                tell(arguments, made);
            }
            return ExitCodes.DONE;
        });
    }

    private static ProjectType type(Arguments arguments) {
        return ProjectType.of(arguments.text(TYPE, ProjectType.CUSTOM.wire()));
    }

    /** A name without a separator is one of the user's templates, if there is no such folder here. */
    private static @Nullable Path template(Arguments arguments) {
        String given = arguments.text(TEMPLATE);
        if (given == null) {
            return null;
        }
        Path here = arguments.path(given);
        if (Files.exists(here) || given.contains("/") || given.contains("\\") || given.startsWith(".")) {
            return here;
        }
        String home = arguments.caller().environment().getOrDefault("HOME", System.getProperty("user.home", ""));
        Path own = arguments
                .path(home)
                .resolve(".orchestration")
                .resolve("templates")
                .resolve(given);
        if (!Files.exists(own)) {
            throw new UsageException("there is no template " + given + ", neither here nor in " + own.getParent());
        }
        return own;
    }

    private static void tell(Arguments arguments, Project made) throws IOException {
        String program = arguments.caller().program();
        var err = arguments.caller().err();
        String shown = arguments.shown(made.path());
        err.line("made " + shown + ": " + made.name() + ", " + made.type().wire());
        List<Path> workflows = workflows(made.path());
        if (!workflows.isEmpty()) {
            err.line("  next:  cd " + shown + " && " + program + " run "
                    + made.path().relativize(workflows.get(0)));
        }
    }

    private static List<Path> workflows(Path folder) throws IOException {
        Path workflows = folder.resolve("workflows");
        if (!Files.isDirectory(workflows)) {
            return List.of();
        }
        try (var files = Files.list(workflows)) {
            return files.filter(file -> file.toString().matches(".*\\.(ya?ml|json)"))
                    .sorted()
                    .toList();
        }
    }
}
