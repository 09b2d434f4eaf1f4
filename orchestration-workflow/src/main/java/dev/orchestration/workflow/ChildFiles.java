package dev.orchestration.workflow;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.PathGuard;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.workflow.definition.SubWorkflows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the workflow that a step names: one that is registered under this very name, else the file. Thread-safe.
 *
 * @param registered by name
 */
record ChildFiles(Definitions definitions, Function<String, Optional<RegisteredWorkflow>> registered) {
    /**
     * Reads it.
     *
     * @param created how the execution began whose step names it
     * @throws OrchestrationException ({@code WORKFLOW_NOT_FOUND}) if there is none, ({@code BAD_PARAMETERS}) if the path leads
     *     out of where that execution may read; a {@link DefinitionException} with all faults of the file
     */
    RegisteredWorkflow find(String word, Event.ExecutionCreated created) {
        Optional<RegisteredWorkflow> known = registered.apply(word);
        if (known.isPresent()) {
            return known.get();
        }
        if (!SubWorkflows.isFile(word)) {
            throw new OrchestrationException(
                    ErrorCode.WORKFLOW_NOT_FOUND,
                    "no workflow " + Quoted.of(word) + " is registered; a file is written with its ending, as " + word
                            + ".yaml");
        }
        Path file = resolve(word, created);
        return new RegisteredWorkflow(definitions.load(file, Optional.empty()), file.getParent());
    }

    /** Relative to the folder of the definition that names it, where that is known, else to the working directory. */
    private static Path resolve(String word, Event.ExecutionCreated created) {
        String folder = created.folder();
        List<Path> allowed = new ArrayList<>(List.of(Path.of(created.directory())));
        created.allowed().forEach(path -> allowed.add(Path.of(path)));
        Path root = Path.of(folder == null ? created.directory() : folder);
        try {
            return new PathGuard(new WorkingDirectory(root, allowed)).resolve(word);
        } catch (ActionFailedException | IOException e) {
            throw new OrchestrationException(ErrorCode.BAD_PARAMETERS, "the parameter workflow: " + e.getMessage(), e);
        }
    }
}
