package dev.orchestration.projects;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.project.ProjectRegistry;
import dev.orchestration.state.project.ProjectRow;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The entry of a project in the registry while its folder is made. First the name is taken, with the status {@code planning};
 * once the folder is there the project is {@code active}. A crash between the two leaves an entry whose folder is not there,
 * which the next attempt takes over.
 */
record Registration(ProjectRegistry registry, ProjectRow planned) {
    /**
     * Takes the name.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if it is taken
     */
    static Registration take(ProjectRegistry registry, ProjectRow planned) {
        while (!registry.add(planned)) {
            Optional<ProjectRow> before = registry.find(planned.name());
            if (before.isPresent()) {
                requireGone(before.get());
                if (registry.replace(before.get(), planned)) {
                    break;
                }
            }
        }
        return new Registration(registry, planned);
    }

    /** @throws OrchestrationException ({@code WRONG_STATE}) if the name of {@code row} is not free again */
    static void requireGone(ProjectRow row) {
        ProjectStatus status = ProjectStatus.of(row.status());
        boolean there = Files.exists(Path.of(row.path()), LinkOption.NOFOLLOW_LINKS);
        if (there || status != ProjectStatus.PLANNING && status != ProjectStatus.ARCHIVED) {
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "there is a project " + row.name() + " already, " + status.wire() + ", in " + row.path()
                            + (there ? "" : ", which is gone; archive it first, and its name is free again"));
        }
    }

    /**
     * The folder is there.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if somebody else has the name by now
     */
    ProjectRow activate(long now) {
        ProjectRow active = new ProjectRow(
                planned.name(),
                planned.path(),
                planned.type(),
                planned.description(),
                ProjectStatus.ACTIVE.wire(),
                planned.config(),
                planned.owner(),
                planned.version(),
                planned.createdAt(),
                now);
        while (!registry.replace(planned, active)) {
            Optional<ProjectRow> theirs = registry.find(planned.name());
            if (theirs.isEmpty()) {
                if (registry.add(active)) {
                    return active;
                }
            } else if (!isBesideTheSameFolder(theirs.get())) {
                throw new OrchestrationException(
                        ErrorCode.WRONG_STATE,
                        "somebody else has just made a project " + planned.name() + " in " + theirs.get().path());
            } else if (registry.replace(theirs.get(), active)) {
                return active; // whoever makes it in the same place finds the folder there, and fails
            }
        }
        return active;
    }

    private boolean isBesideTheSameFolder(ProjectRow theirs) {
        return theirs.path().equals(planned.path()) && theirs.status().equals(planned.status());
    }

    /** Gives the name back, unless it has gone to somebody else. */
    void giveUp() {
        boolean unused = registry.remove(planned);
    }
}
