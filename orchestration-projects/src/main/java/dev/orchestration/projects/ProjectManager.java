package dev.orchestration.projects;

import dev.orchestration.docs.rasp.DocumentationGenerator;
import dev.orchestration.docs.rasp.DocumentedProject;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.project.ProjectRegistry;
import dev.orchestration.state.project.ProjectRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Makes projects and keeps where they stand. A project is a folder with programs, data, tests, a workflow that runs as it is
 * and documents, and an entry in the registry of a store. Several managers, in several processes, may work on one store.
 * Thread-safe.
 */
public final class ProjectManager {
    private final ProjectRegistry registry;
    private final DocumentationGenerator documentation;
    private final Clock clock;
    private final IdSource ids;
    private final Path directory;
    private final ProjectListeners listeners = new ProjectListeners();

    /** @param directory where projects are made that do not say where */
    public ProjectManager(
            ProjectRegistry registry, DocumentationGenerator documentation, Clock clock, IdSource ids, Path directory) {
        this.registry = registry;
        this.documentation = documentation;
        this.clock = clock;
        this.ids = ids;
        this.directory = directory;
    }

    /** Makes a project from the template of its type, see {@link #createProject(NewProject)}. */
    public Project createProject(String name, ProjectType type, String description) {
        return createProject(NewProject.named(name, type).withDescription(description));
    }

    /**
     * Makes the folder of a project and enters the project as active. If that fails, nothing of either is left; a process that
     * is killed meanwhile leaves at most a hidden folder and an entry as {@code planning}, which the next attempt removes.
     *
     * @throws OrchestrationException {@code BAD_PARAMETERS} if no project may have such a name, description or template, or
     *     there is no folder to make it in; {@code WRONG_STATE} if there is a project of this name, or something in its place;
     *     {@code PROJECT_FOLDER} if the folder cannot be written; {@code STORE_…} if it cannot be entered
     */
    public Project createProject(NewProject wanted) {
        ProjectRow planned = new Planning(clock, directory).row(wanted);
        registry.find(planned.name()).ifPresent(Registration::requireGone);
        Path target = Path.of(planned.path());
        try (Scaffold scaffold = new Scaffold(target, ids.next())) {
            scaffold.write(
                    ProjectFiles.of(planned, wanted), folder -> documentation.write(folder, documented(planned)));
            Project made = Project.of(enter(planned, scaffold));
            listeners.tell(listener -> listener.created(made));
            return made;
        }
    }

    /** Tells {@code listener} what this manager does from now on; close what is returned to end that. */
    public AutoCloseable listen(ProjectListener listener) {
        return listeners.add(listener);
    }

    /** How often a listener has thrown. */
    public long listenerFaults() {
        return listeners.faults();
    }

    private ProjectRow enter(ProjectRow planned, Scaffold scaffold) {
        Registration registration = new Registration(registry, planned, clock.micros());
        try {
            registration.take();
            scaffold.move();
            registration.activate();
            return registration.active();
        } catch (RuntimeException e) { // whatever it was, nothing may be left
            scaffold.takeBack(e);
            registration.giveUp(e);
            throw e;
        }
    }

    /** @throws OrchestrationException ({@code UNKNOWN_PROJECT}) if there is none of this name */
    public Project getProject(String name) {
        return Project.of(row(name));
    }

    /** All projects but the archived, by name. */
    public List<Project> listProjects() {
        return allProjects().stream()
                .filter(project -> project.status() != ProjectStatus.ARCHIVED)
                .toList();
    }

    /** The projects with this status, by name. */
    public List<Project> listProjects(ProjectStatus status) {
        return allProjects().stream()
                .filter(project -> project.status() == status)
                .toList();
    }

    /** All projects, the archived, too, by name, but those of {@link #unreadProjects()}. */
    public List<Project> allProjects() {
        List<Project> all = new ArrayList<>();
        each(all::add, unread -> {});
        return all;
    }

    /** The entries of which this version cannot say what they are, by name; they are in no list of projects. */
    public List<UnreadProject> unreadProjects() {
        List<UnreadProject> all = new ArrayList<>();
        each(project -> {}, all::add);
        return all;
    }

    private void each(Consumer<Project> reader, Consumer<UnreadProject> others) {
        for (ProjectRow row : registry.all()) {
            Project project;
            try {
                project = Project.of(row);
            } catch (OrchestrationException e) {
                others.accept(new UnreadProject(row.name(), Path.of(row.path()), String.valueOf(e.getMessage())));
                continue;
            }
            reader.accept(project);
        }
    }

    /**
     * Moves a project on.
     *
     * @throws OrchestrationException {@code UNKNOWN_PROJECT} if there is none of this name; {@code WRONG_STATE} if it cannot go
     *     there from where it stands, with where it can go
     */
    public Project updateProjectStatus(String name, ProjectStatus status) {
        for (; ; ) {
            ProjectRow before = row(name);
            ProjectStatus from = ProjectStatus.of(before.status());
            requireMove(name, from, status);
            ProjectRow after = new ProjectRow(
                    before.name(),
                    before.path(),
                    before.type(),
                    before.description(),
                    status.wire(),
                    before.config(),
                    before.owner(),
                    before.version(),
                    before.createdAt(),
                    Math.max(clock.micros(), before.updatedAt()));
            if (registry.replace(before, after)) {
                Project moved = Project.of(after);
                listeners.tell(listener -> listener.changed(moved, from));
                return moved;
            }
        }
    }

    private static void requireMove(String name, ProjectStatus from, ProjectStatus to) {
        if (!from.next().contains(to)) {
            String legal = from.next().stream().map(ProjectStatus::wire).collect(Collectors.joining(", "));
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "the project " + name + " is " + from.wire()
                            + (from == to ? " already" : " and cannot become " + to.wire()) + "; it can become "
                            + legal);
        }
    }

    /**
     * Writes the documents of a project anew from what lies in its folder; see {@link DocumentationGenerator#write}.
     *
     * @return the pages that were written, relative to the folder
     * @throws OrchestrationException {@code UNKNOWN_PROJECT}, {@code WRONG_STATE} as there, {@code PROJECT_FOLDER} if the folder
     *     is gone or cannot be written
     */
    public List<Path> documentProject(String name) {
        ProjectRow row = row(name);
        Path folder = Path.of(row.path());
        if (!Files.isDirectory(folder)) {
            throw new OrchestrationException(
                    ErrorCode.PROJECT_FOLDER,
                    "the folder " + folder + " of the project " + name
                            + " is gone; put it back, or archive the project");
        }
        try {
            return documentation.write(folder, documented(row));
        } catch (IOException e) {
            throw new OrchestrationException(
                    ErrorCode.PROJECT_FOLDER, "the pages of " + folder + " cannot be written: " + IoWords.of(e), e);
        }
    }

    private ProjectRow row(String name) {
        return registry.find(name)
                .orElseThrow(() -> new OrchestrationException(
                        ErrorCode.UNKNOWN_PROJECT,
                        "there is no project " + Quoted.of(name)
                                + Nearest.suggestionOrKnown(
                                        name,
                                        registry.all().stream()
                                                .map(ProjectRow::name)
                                                .toList())));
    }

    private static DocumentedProject documented(ProjectRow row) {
        return new DocumentedProject(row.name(), row.type(), row.description(), row.owner(), row.version());
    }
}
