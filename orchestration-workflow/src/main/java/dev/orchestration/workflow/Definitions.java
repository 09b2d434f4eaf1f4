package dev.orchestration.workflow;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.secret.SecretVault;
import dev.orchestration.workflow.definition.ReadResult;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowReader;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads definitions from files and texts. Thread-safe. */
public final class Definitions {
    private final WorkflowReader reader;

    public Definitions() {
        this.reader = new WorkflowReader();
    }

    /** @param secrets warns of those that are not there */
    public Definitions(SecretVault secrets) {
        this.reader = new WorkflowReader(secrets);
    }

    /**
     * Reads a file, to look at what is wrong with it.
     *
     * @param actions checks actions and their parameters too, where present
     * @throws OrchestrationException ({@code DEFINITION_INVALID}) if the file cannot be read at all
     */
    public ReadResult read(Path file, Optional<ActionRegistry> actions) {
        if (!Files.isRegularFile(file)) {
            String what = Files.exists(file) ? "is no file" : "does not exist";
            throw new OrchestrationException(ErrorCode.DEFINITION_INVALID, file + " " + what);
        }
        try {
            return reader.read(file, actions);
        } catch (IOException e) {
            throw new OrchestrationException(
                    ErrorCode.DEFINITION_INVALID, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a file that must be valid.
     *
     * @throws DefinitionException with every fault
     */
    public WorkflowDefinition load(Path file, Optional<ActionRegistry> actions) {
        return require(read(file, actions), file.toString());
    }

    /**
     * Reads a text that must be valid, without looking at actions.
     *
     * @param name what to call it in faults
     * @throws DefinitionException with every fault
     */
    public WorkflowDefinition parse(String text, String name) {
        return require(reader.read(text, name, Optional.empty()), name);
    }

    /**
     * The definition that has these parameters and steps, and else what is usual.
     *
     * @param parameters the JSON Schema of each
     * @throws DefinitionException with every fault
     */
    public WorkflowDefinition of(
            String name, Map<String, ? extends Map<String, ?>> parameters, List<WorkflowStep> steps) {
        return require(reader.read(name, parameters, steps), Quoted.of(name));
    }

    /**
     * Reads a text that was recorded, and so was valid.
     *
     * @param digest under which it was recorded
     * @param name what to call it in faults
     * @throws DefinitionException with every fault, if it is not valid for this version
     */
    public WorkflowDefinition recorded(String json, String digest, String name) {
        return reader.readRecorded(json, digest).orElseGet(() -> parse(json, name));
    }

    /** As {@link #recorded}; that the text has this digest is for the caller to find out. */
    WorkflowDefinition ofDigest(String json, String digest, String name) {
        return reader.readOfDigest(json, digest).orElseGet(() -> parse(json, name));
    }

    private static WorkflowDefinition require(ReadResult result, String name) {
        return result.definition().orElseThrow(() -> new DefinitionException(name, result.errors()));
    }
}
