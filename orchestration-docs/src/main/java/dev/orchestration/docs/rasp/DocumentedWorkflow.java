package dev.orchestration.docs.rasp;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A workflow of a project.
 *
 * @param path of its file, relative to the project
 * @param definition empty if it has faults
 */
record DocumentedWorkflow(String path, Optional<WorkflowDefinition> definition) {
    private static final String FOLDER = "workflows";
    private static final int MOST = 100;

    /** Those in the folder {@code workflows}, by the names of their files, at most 100. */
    static List<DocumentedWorkflow> in(Path root, List<ProjectFolder> folders) {
        List<DocumentedWorkflow> found = new ArrayList<>();
        Definitions definitions = new Definitions();
        for (ProjectFolder folder : folders) {
            if (folder.path().equals(FOLDER)) {
                folder.files().stream()
                        .filter(name -> name.matches(".*\\.(ya?ml|json)"))
                        .limit(MOST)
                        .map(folder::in)
                        .forEach(
                                path -> found.add(new DocumentedWorkflow(path, read(definitions, root.resolve(path)))));
            }
        }
        return found;
    }

    private static Optional<WorkflowDefinition> read(Definitions definitions, Path file) {
        try {
            return definitions.read(file, Optional.empty()).definition();
        } catch (OrchestrationException e) {
            return Optional.empty(); // its page says that it has faults, and how to see them
        }
    }
}
