package dev.orchestration.workflow.definition;

import dev.orchestration.state.Digests;
import dev.orchestration.state.Json;
import dev.orchestration.state.Quoted;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.secret.SecretVault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the native form of a definition, JSON or YAML with the same keys, and tells every fault with its place. Immutable,
 * so thread-safe. Time and memory are linear in the size of the text, which is bounded.
 */
public final class WorkflowReader {
    private final @Nullable SecretVault secrets;

    public WorkflowReader() {
        this(null);
    }

    /** @param secrets warns of those that are not there, where present */
    public WorkflowReader(@Nullable SecretVault secrets) {
        this.secrets = secrets;
    }

    /**
     * Reads a text.
     *
     * @param fileName as faults shall name it; {@code .json}, {@code .yaml} and {@code .yml} decide how it is read, else
     *     the content does
     * @param actions where present, actions must be known to it and their parameters fit
     */
    public ReadResult read(String text, String fileName, Optional<ActionRegistry> actions) {
        return read(text, fileName, actions, null);
    }

    private ReadResult read(
            String text, String fileName, Optional<ActionRegistry> actions, @Nullable SubWorkflows others) {
        FaultList faults = new FaultList(fileName);
        if (text.length() > SourceText.MAX_SIZE) {
            faults.error(FaultCode.SYNTAX, Place.NOWHERE, "the file is larger than 64 MiB");
            return faults.result(Optional.empty());
        }
        SourceNode root = new SourceReader(SourceText.of(text, fileName), faults).read();
        if (root instanceof SourceMap map) {
            WorkflowDefinition definition = new DefinitionReader(map, faults).read(actions, others);
            if (secrets != null) {
                faults.warnOfSecrets(secrets);
            }
            return faults.result(Optional.of(definition));
        }
        if (root != null && !faults.hasErrors()) {
            faults.error(
                    FaultCode.WRONG_TYPE,
                    root.place(),
                    "a workflow is a map with 'name' and 'steps', not " + root.described());
        }
        return faults.result(Optional.empty());
    }

    /**
     * Makes a definition of steps, and tells every fault of theirs.
     *
     * @param name of the workflow
     * @param parameters the JSON Schema of each
     * @throws dev.orchestration.state.OrchestrationException ({@code NOT_JSON}) if the parameters are no JSON
     */
    public ReadResult read(String name, Map<String, ? extends Map<String, ?>> parameters, List<WorkflowStep> steps) {
        List<Object> written = new ArrayList<>(steps.size());
        steps.forEach(step -> written.add(StepJson.of(step)));
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("name", name);
        definition.put("parameters", Json.freezeMap(parameters, "parameters of workflow " + name));
        definition.put("steps", written);
        return read(definition, Optional.empty());
    }

    /**
     * Reads a definition that was put together in code: keys and values as a file has them. Its faults have the step, or the
     * workflow, in place of a file.
     *
     * @param definition JSON; what is none is a fault
     * @param actions where present, actions must be known to it and their parameters fit
     */
    public ReadResult read(Map<String, ?> definition, Optional<ActionRegistry> actions) {
        FaultList faults = new FaultList("workflow \"" + Quoted.plain(String.valueOf(definition.get("name"))) + "\"");
        BuiltTree tree = new BuiltTree(faults);
        WorkflowDefinition read = new DefinitionReader(tree.read(definition), faults).read(actions, null);
        if (secrets != null) {
            faults.warnOfSecrets(secrets);
        }
        return tree.named(faults.result(Optional.of(read)));
    }

    /**
     * Reads once more a text that was read and recorded, step by step, which takes a fraction of the time and memory.
     *
     * @param digest under which the text was recorded
     * @return what {@link #read(String, String, Optional)} would give; empty if the text is not as expected, so that only
     *     that one can tell what is wrong with it
     */
    public Optional<WorkflowDefinition> readRecorded(String json, String digest) {
        return Digests.sha256(json).equals(digest) ? readOfDigest(json, digest) : Optional.empty();
    }

    /**
     * As {@link #readRecorded}, for who finds out on another thread meanwhile whether the text has this digest, and throws
     * the result away if it has not.
     */
    public Optional<WorkflowDefinition> readOfDigest(String json, String digest) {
        FaultList faults = new FaultList(digest);
        return RecordedText.of(json, digest)
                .map(text -> new DefinitionReader(text.head(), faults).read(text))
                .filter(definition -> !faults.hasErrors() && StepLinks.areSound(definition.steps()));
    }

    /**
     * Reads a file; where actions are present, also those that its steps run as workflows of their own.
     *
     * @throws IOException if it cannot be read; that it is no UTF-8 is a fault of the result
     */
    public ReadResult read(Path file, Optional<ActionRegistry> actions) throws IOException {
        return read(file, actions, SubWorkflows.of(file, this, actions));
    }

    ReadResult read(Path file, Optional<ActionRegistry> actions, SubWorkflows others) throws IOException {
        FaultList faults = new FaultList(file.toString());
        if (Files.size(file) > SourceText.MAX_SIZE) {
            faults.error(FaultCode.SYNTAX, Place.NOWHERE, "the file is larger than 64 MiB");
            return faults.result(Optional.empty());
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return read(text, file.toString(), actions, others);
        } catch (CharacterCodingException e) {
            faults.error(FaultCode.SYNTAX, Place.NOWHERE, "the file is not UTF-8 text");
            return faults.result(Optional.empty());
        }
    }
}
