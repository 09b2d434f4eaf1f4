package dev.orchestration.projects;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.Wire;
import java.util.List;

/** What a project is about; each type has a template with a workflow that does its work on a small sample. */
public enum ProjectType {
    AI_ANALYSIS("judges short texts by a list of words and sums them up"),
    WEB_APPLICATION("builds a page, serves it on this machine and fetches it"),
    DATA_PIPELINE("cleans a CSV file, counts it by region and checks the sums"),
    ML_MODEL("fits a line to points and scores it on others"),
    DOCUMENTATION("builds an index of its pages and follows their links"),
    RESEARCH("puts a hypothesis to the test of two groups of measurements"),
    CUSTOM("counts the lines of a file: the least to begin with");

    private final String does;

    ProjectType(String does) {
        this.does = does;
    }

    /** Its name in files, commands and JSON. */
    public String wire() {
        return Wire.name(this);
    }

    /** What its first workflow does, in a few words. */
    public String does() {
        return does;
    }

    /**
     * The type of this name.
     *
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) if there is none
     */
    public static ProjectType of(String wire) {
        List<String> known = Wire.names(ProjectType.class);
        if (!known.contains(wire)) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    Quoted.of(wire) + " is no type of project" + Nearest.suggestion(wire, known) + "; there are "
                            + String.join(", ", known));
        }
        return Wire.parse(ProjectType.class, wire);
    }
}
