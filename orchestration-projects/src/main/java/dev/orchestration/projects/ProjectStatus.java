package dev.orchestration.projects;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.Wire;
import java.util.List;
import java.util.Map;

/** Where a project stands, and the only place that says how it moves. */
public enum ProjectStatus {
    /** Its folder is being made. */
    PLANNING,
    ACTIVE,
    PAUSED,
    COMPLETED,
    FAILED,
    /** Put away: not in the usual list, and it can be taken up again. */
    ARCHIVED;

    private static final Map<ProjectStatus, List<ProjectStatus>> MOVES = Map.of(
            PLANNING, List.of(ACTIVE),
            ACTIVE, List.of(PAUSED, COMPLETED, FAILED),
            PAUSED, List.of(ACTIVE, ARCHIVED),
            COMPLETED, List.of(ACTIVE, ARCHIVED),
            FAILED, List.of(ACTIVE, ARCHIVED),
            ARCHIVED, List.of(ACTIVE));

    /** Its name in files, commands and JSON. */
    public String wire() {
        return Wire.name(this);
    }

    /** Where it can go from here. */
    public List<ProjectStatus> next() {
        return MOVES.getOrDefault(this, List.of());
    }

    /**
     * The status of this name.
     *
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) if there is none
     */
    public static ProjectStatus of(String wire) {
        List<String> known = Wire.names(ProjectStatus.class);
        if (!known.contains(wire)) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    Quoted.of(wire) + " is no status of a project" + Nearest.suggestion(wire, known) + "; there are "
                            + String.join(", ", known));
        }
        return Wire.parse(ProjectStatus.class, wire);
    }
}
