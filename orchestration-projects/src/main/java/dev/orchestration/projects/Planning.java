package dev.orchestration.projects;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.project.ProjectRow;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Checks what is wanted and says what will be entered.
 *
 * @param directory where projects are made that do not say where
 */
record Planning(Clock clock, Path directory) {
    private static final int CONFIG = 64 << 10;

    /** @throws OrchestrationException ({@code BAD_PARAMETERS}) if there can be no such project */
    ProjectRow row(NewProject wanted) {
        String name = ProjectNames.check(wanted.name());
        String user = wanted.owner() == null ? System.getProperty("user.name", "user") : wanted.owner();
        long now = clock.micros();
        return new ProjectRow(
                name,
                target(name, wanted).toString(),
                wanted.type().wire(),
                ProjectNames.checkText("description", wanted.description()),
                ProjectStatus.PLANNING.wire(),
                config(wanted),
                ProjectNames.checkText("owner", user),
                Project.FIRST_VERSION,
                now,
                now);
    }

    /** The folders above are taken as they really are, so that the entry stays true when a link changes. */
    private Path target(String name, NewProject wanted) {
        Path path = wanted.path();
        Path target = (path == null ? directory.resolve(name) : directory.resolve(path))
                .toAbsolutePath()
                .normalize();
        Path folder = Scaffold.parent(target);
        try {
            return folder.toRealPath().resolve(target.getFileName());
        } catch (IOException e) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS, "there is no folder " + folder + "; create it, or name another place", e);
        }
    }

    private static String config(NewProject wanted) {
        String json = Json.write(Json.freezeMap(wanted.config(), "config"));
        if (json.length() > CONFIG) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    "the config has " + json.length() + " characters of JSON; at most " + CONFIG + " are allowed");
        }
        return json;
    }
}
