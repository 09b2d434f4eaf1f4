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
 * which the next attempt takes over. Not thread-safe.
 */
final class Registration {
    private final ProjectRegistry registry;
    private final ProjectRow planned;
    private final long now;
    private boolean activating;

    /** @param now from when on it is active, in microseconds since 1970 */
    Registration(ProjectRegistry registry, ProjectRow planned, long now) {
        this.registry = registry;
        this.planned = planned;
        this.now = now;
    }

    /**
     * Takes the name.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if it is taken
     */
    void take() {
        while (!registry.add(planned)) {
            Optional<ProjectRow> before = registry.find(planned.name());
            if (before.isPresent()) {
                requireGone(before.get());
                if (registry.replace(before.get(), planned)) {
                    return;
                }
            }
        }
    }

    /** @throws OrchestrationException ({@code WRONG_STATE}) if the name of {@code row} is not free again */
    static void requireGone(ProjectRow row) {
        ProjectStatus status = ProjectStatus.of(row.status());
        boolean there = Files.exists(Path.of(row.path()), LinkOption.NOFOLLOW_LINKS);
        if (there || (status != ProjectStatus.PLANNING && status != ProjectStatus.ARCHIVED)) {
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "there is a project " + row.name() + " already, " + status.wire() + ", in " + row.path()
                            + (there
                                    ? "; take another name"
                                    : ", which is gone; archive it first, and its name is free again"));
        }
    }

    /** The entry once the folder is there. */
    ProjectRow active() {
        return new ProjectRow(
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
    }

    /**
     * The folder is there.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if somebody else has the name by now
     */
    void activate() {
        activating = true;
        ProjectRow active = active();
        boolean done = registry.replace(planned, active);
        while (!done) {
            Optional<ProjectRow> theirs = registry.find(planned.name());
            if (theirs.isEmpty()) {
                done = registry.add(active);
            } else if (isBesideTheSameFolder(theirs.get())) {
                // Whoever makes it in the same place finds the folder there, and fails.
                done = registry.replace(theirs.get(), active);
            } else {
                throw new OrchestrationException(
                        ErrorCode.WRONG_STATE,
                        "somebody else has just made a project " + planned.name() + " in "
                                + theirs.get().path() + "; take another name");
            }
        }
    }

    private boolean isBesideTheSameFolder(ProjectRow theirs) {
        return theirs.path().equals(planned.path()) && theirs.status().equals(planned.status());
    }

    /** Gives the name back, unless it has gone to somebody else; if that fails, too, {@code because} tells. */
    void giveUp(RuntimeException because) {
        try {
            boolean removed = registry.remove(planned);
            if (!removed && activating) {
                removed = registry.remove(active()); // a refusal whose change was made all the same
            }
        } catch (OrchestrationException e) {
            because.addSuppressed(e);
        }
    }
}
